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
        GenericChart.mapTrace(
            Trace2DStyle.Scatter<string, double, double, double, double, double, double, string, string, double, double, double, double, int, Trace>(
                LegendGroup: Options.Of(group),
                HoverInfo: Options.Of(silent ? StyleParam.HoverInfo.Skip : null),
                HoverTemplate: Options.Of(hover),
                YAxis: Options.Of(yAxis > 1 ? StyleParam.LinearAxisId.NewY(yAxis) : null),
                XError: Options.Of(xError),
                YError: Options.Of(yError)),
            chart);

    /// <summary>Error bars of different lengths to both sides.</summary>
    /// <param name="values">The values.</param>
    /// <param name="low">Lower ends.</param>
    /// <param name="high">Upper ends.</param>
    /// <param name="color">The bars' colour.</param>
    internal static Error Between(IReadOnlyList<double> values, IReadOnlyList<double> low, IReadOnlyList<double> high, Color color) =>
        Error.init<double, double>(
            Type: StyleParam.ErrorType.Data,
            Symmetric: false,
            Array: values.Select((value, i) => high[i] - value).ToArray(),
            Arrayminus: values.Select((value, i) => value - low[i]).ToArray(),
            Color: color,
            Thickness: 2.0,
            Width: 5.0);
}
