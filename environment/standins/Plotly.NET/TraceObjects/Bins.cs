namespace Plotly.NET.TraceObjects;

/// <summary>The bins of a histogram.</summary>
public class Bins : DynamicObj.DynamicObj;
