namespace Plotly.NET.LayoutObjects;

/// <summary>The legend.</summary>
public class Legend : DynamicObj.DynamicObj;
