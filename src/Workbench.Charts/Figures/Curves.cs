using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

/// <summary>Lines over a common x axis, each with its band.</summary>
internal static class Curves
{
    /// <summary>A curve of more points than this is drawn faintly, with its moving mean on top.</summary>
    private const int Busy = 60;

    /// <summary>Up to this many whole numbers along the x axis get a tick each: half a step means nothing.</summary>
    private const int FewSteps = 8;

    /// <summary>A figure of curves.</summary>
    /// <param name="title">The figure's title.</param>
    /// <param name="description">Its caption.</param>
    /// <param name="series">The curves.</param>
    /// <param name="xTitle">Title of the x axis.</param>
    /// <param name="yTitle">Title of the y axis.</param>
    /// <param name="references">Horizontal lines with a name each.</param>
    /// <param name="toZero">Whether the y axis starts at zero.</param>
    /// <param name="yRange">Fixed ends of the y axis.</param>
    /// <param name="smooth">Whether busy curves get a moving mean.</param>
    internal static Figure Figure(
        string title, string description, IReadOnlyList<Series> series, string xTitle, string yTitle,
        IReadOnlyList<(string Name, double Y)>? references = null, bool toZero = false, (double, double)? yRange = null, bool smooth = true)
    {
        if (series.Count == 0)
        {
            throw new WorkbenchException($"'{title}' needs at least one series.");
        }

        foreach (var one in series)
        {
            one.Check();
        }

        bool smoothed = smooth && series.Any(one => one.Y.Count > Busy);
        var traces = series.SelectMany((one, i) => Traces(one, i, smooth)).ToList();
        double left = series.Min(one => one.Places.Min()), right = series.Max(one => one.Places.Max());
        traces.AddRange((references ?? []).Select(line => Reference(line.Name, [left, right], [line.Y, line.Y])));
        bool legend = traces.Count > 1 && (series.Count > 1 || references is { Count: > 0 });
        return Canvas.Figure(
            title,
            smoothed ? Sentence(description, "Faint: every value; strong: the moving mean.") : description,
            360,
            traces,
            Axes.Numbers(xTitle, hover: ",.4~g", everyOne: right - left <= FewSteps && series.All(one => one.Places.All(double.IsInteger))),
            [Axes.Numbers(yTitle, yRange, toZero)],
            Canvas.SameX,
            legend);
    }

    /// <summary>A dashed grey line that helps to read a figure.</summary>
    internal static GenericChart Reference(string name, double[] x, double[] y) => Charts.Traces.Styled(
        Chart.Scatter<double, double, string>(
            x, y, StyleParam.Mode.Lines, Name: PlotText.Encode(name), LineColor: Palette.Reference, LineWidth: 1.5, LineDash: StyleParam.DrawingStyle.Dot, UseDefaults: false),
        silent: true);

    private static IEnumerable<GenericChart> Traces(Series series, int index, bool smooth)
    {
        var x = series.Places;
        var y = series.Y.ToArray();
        string name = PlotText.Encode(series.Name);
        if (series is { Low: { } low, High: { } high })
        {
            yield return Band(x, low.ToArray(), name, index, StyleParam.Fill.None);
            yield return Band(x, high.ToArray(), name, index, StyleParam.Fill.ToNext_y);
        }

        if (smooth && y.Length > Busy)
        {
            yield return Charts.Traces.Styled(
                Chart.Scatter<double, double, string>(
                    x, y, StyleParam.Mode.Lines, Name: name, ShowLegend: false, LineColor: Palette.Of(index, 0.28), LineWidth: 1.0, UseDefaults: false),
                group: name,
                silent: true);
            y = MovingMean.Of(y, Math.Max(5, y.Length / 20));
        }

        yield return Charts.Traces.Styled(
            Chart.Scatter<double, double, string>(
                x, y, y.Length <= 12 ? StyleParam.Mode.Lines_Markers : StyleParam.Mode.Lines, Name: name,
                LineColor: Palette.Of(index), LineWidth: 2.5, LineDash: Palette.Dash(index),
                MarkerColor: Palette.Of(index), MarkerSymbol: Palette.Symbol(index), UseDefaults: false),
            group: name);
    }

    private static GenericChart Band(double[] x, double[] y, string name, int index, StyleParam.Fill fill) => Charts.Traces.Styled(
        Chart.Scatter<double, double, string>(
            x, y, StyleParam.Mode.Lines, Name: name, ShowLegend: false, LineColor: Palette.Of(index, 0), LineWidth: 0.0,
            Fill: fill, FillColor: Palette.Of(index, 0.16), UseDefaults: false),
        group: name,
        silent: true);

    private static string Sentence(string first, string second) => first.Length == 0 ? second : $"{first} {second}";
}
