namespace Plotly.NET.LayoutObjects;

/// <summary>An axis of a plane.</summary>
public class LinearAxis : DynamicObj.DynamicObj;
