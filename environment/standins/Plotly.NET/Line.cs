namespace Plotly.NET;

/// <summary>A line of a trace, or around a mark.</summary>
public class Line : DynamicObj.DynamicObj;
