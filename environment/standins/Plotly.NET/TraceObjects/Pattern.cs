namespace Plotly.NET.TraceObjects;

/// <summary>The pattern of a fill.</summary>
public class Pattern : DynamicObj.DynamicObj;
