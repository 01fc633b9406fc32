namespace Plotly.NET;

/// <summary>The scale beside a heatmap.</summary>
public class ColorBar : DynamicObj.DynamicObj;
