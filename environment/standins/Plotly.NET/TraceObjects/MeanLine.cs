namespace Plotly.NET.TraceObjects;

/// <summary>The mean within a violin.</summary>
public class MeanLine : DynamicObj.DynamicObj;
