namespace Plotly.NET.TraceObjects;

/// <summary>How a histogram adds up.</summary>
public class Cumulative : DynamicObj.DynamicObj;
