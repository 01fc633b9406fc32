namespace Plotly.NET.LayoutObjects;

/// <summary>Room around the plot, in pixels.</summary>
public class Margin : DynamicObj.DynamicObj;
