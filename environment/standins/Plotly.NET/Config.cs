namespace Plotly.NET;

/// <summary>How plotly.js behaves.</summary>
public class Config : DynamicObj.DynamicObj;
