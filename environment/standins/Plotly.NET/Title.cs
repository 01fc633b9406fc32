namespace Plotly.NET;

/// <summary>The title of a chart or an axis.</summary>
public class Title : DynamicObj.DynamicObj;
