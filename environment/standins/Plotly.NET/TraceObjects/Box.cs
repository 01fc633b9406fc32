namespace Plotly.NET.TraceObjects;

/// <summary>The box within a violin.</summary>
public class Box : DynamicObj.DynamicObj;
