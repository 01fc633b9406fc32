using Plotly.NET;
using Plotly.NET.TraceObjects;

namespace Workbench.Charts;

/// <summary>Styles of traces that Plotly.NET's C# layer does not offer.</summary>
internal static class Traces
{
    /// <summary>Sets what is given on every trace of a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="group">Traces of a group hide and show together.</param>
    /// <param name="silent">Whether the trace says nothing under the mouse.</param>
    /// <param name="hover">A template of what it says, in plotly.js' notation.</param>
    /// <param name="yAxis">Which y axis it belongs to, from 1.</param>
    /// <param name="xError">Horizontal error bars.</param>
    /// <param name="yError">Vertical error bars.</param>
    internal static GenericChart Styled(
        this GenericChart chart, string? group = null, bool silent = false, string? hover = null, int yAxis = 1, Error? xError = null, Error? yError = null) =>
        chart.With(
            ("legendgroup", group),
            ("hoverinfo", silent ? "skip" : null),
            ("hovertemplate", hover),
            ("yaxis", yAxis > 1 ? $"y{yAxis}" : null),
            ("error_x", xError),
            ("error_y", yError));

    /// <summary>Error bars of different lengths to both sides.</summary>
    /// <param name="values">The values.</param>
    /// <param name="low">Lower ends.</param>
    /// <param name="high">Upper ends.</param>
    /// <param name="color">The bars' colour.</param>
    internal static Error Between(IReadOnlyList<double> values, IReadOnlyList<double> low, IReadOnlyList<double> high, Color color) => new Error().With(
        ("type", "data"),
        ("symmetric", false),
        ("array", values.Select((value, i) => high[i] - value).ToArray()),
        ("arrayminus", values.Select((value, i) => value - low[i]).ToArray()),
        ("color", color),
        ("thickness", 2),
        ("width", 5));
}
