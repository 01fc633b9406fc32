namespace Plotly.NET;

/// <summary>A font.</summary>
public class Font : DynamicObj.DynamicObj;
