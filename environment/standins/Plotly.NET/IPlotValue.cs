namespace Plotly.NET;

/// <summary>A value that plotly.js knows under another form.</summary>
internal interface IPlotValue
{
    /// <summary>The form that plotly.js knows.</summary>
    object Json { get; }
}
