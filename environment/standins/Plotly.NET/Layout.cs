namespace Plotly.NET;

/// <summary>What is around the traces: axes, legend, margins, colours.</summary>
public class Layout : DynamicObj.DynamicObj;
