namespace Plotly.NET.TraceObjects;

/// <summary>The marks of a trace.</summary>
public class Marker : DynamicObj.DynamicObj;
