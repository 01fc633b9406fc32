namespace Plotly.NET.LayoutObjects;

/// <summary>What is shown under the mouse.</summary>
public class Hoverlabel : DynamicObj.DynamicObj;
