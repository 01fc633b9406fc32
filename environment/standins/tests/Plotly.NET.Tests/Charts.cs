using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace PlotlyStandIn.Tests;

/// <summary>Charts whose JSON real-charts.json holds as the real packages write it.</summary>
public static class Charts
{
    private static readonly double[] s_x = [1, 2, 3];
    private static readonly double[] s_y = [0.5, double.NaN, -1e-7];

    public static IReadOnlyDictionary<string, Func<GenericChart>> All { get; } = new Dictionary<string, Func<GenericChart>>
    {
        ["scatter"] = () => Chart.Scatter<double, double, string>(
            s_x, s_y, StyleParam.Mode.Lines_Markers, Name: "a <b> & \"c\" \u2028 \U0001F600", ShowLegend: false, Opacity: 0.5, MultiOpacity: new[] { 0.1, 0.2 },
            MultiText: new[] { "p", "q" }, MarkerColor: Color.fromString("#1f77b4"), MarkerOutline: With(new Line(), ("width", 2.0), ("color", Color.fromString("red"))),
            MarkerSymbol: StyleParam.MarkerSymbol.TriangleUp, LineColor: Color.fromString("rgb(9,8,7)"), LineWidth: 1.5, LineDash: StyleParam.DrawingStyle.LongDashDot,
            AlignmentGroup: "g", OffsetGroup: "o", StackGroup: "s", Orientation: StyleParam.Orientation.Horizontal, Fill: StyleParam.Fill.ToNext_y,
            FillColor: Color.fromString("rgba(0,0,0,0.1)"), UseDefaults: false),
        ["scatter of nothing more"] = () => Chart.Scatter<double, double, string>(s_x, s_y, StyleParam.Mode.Lines, UseDefaults: false),
        ["scatter on WebGL"] = () => Chart.Scatter<int, string, string>([1, 2], ["u", "v"], StyleParam.Mode.Markers, UseWebGL: true, UseDefaults: false),
        ["scatter with defaults"] = () => Chart.Scatter<double, double, string>(s_x, s_y, StyleParam.Mode.Lines),
        ["scatter with a marker of its own"] = () => Chart.Scatter<double, double, string>(
            s_x, s_x, StyleParam.Mode.Markers_Text, Text: "t", TextPosition: StyleParam.TextPosition.TopRight, MarkerColor: Color.fromString("blue"),
            MarkerSymbol: StyleParam.MarkerSymbol.Cross, Marker: With(new Marker(), ("color", Color.fromString("red")), ("size", new[] { 7, 8, 9 }), ("symbol", "star")),
            Line: With(new Line(), ("shape", "hv")), LineWidth: 2.0, UseDefaults: false),
        ["scatters of several types"] = () => Chart.Combine(
        [
            Chart.Scatter<DateTime, int, string>([new DateTime(2026, 1, 2, 3, 4, 5)], [1], StyleParam.Mode.Markers, UseDefaults: false),
            Chart.Scatter<string, decimal, string>(["\u03b1"], [1.5m], StyleParam.Mode.Markers, UseDefaults: false),
            Chart.Scatter<bool, float, string>([true], [float.PositiveInfinity], StyleParam.Mode.Markers, UseDefaults: false),
            Chart.Scatter<long, byte, string>([long.MaxValue], [255], StyleParam.Mode.Markers, UseDefaults: false),
        ]),
        ["histogram"] = () => Chart.Histogram<double, double, string>(
            X: s_x, Name: "n", HistNorm: StyleParam.HistNorm.Percent, NBinsX: 7, XBins: With(new Bins(), ("start", 0.0), ("end", 4.0), ("size", 0.5)),
            MarkerColor: Color.fromString("red"), MarkerOutline: With(new Line(), ("width", 1)), BinGroup: "g", UseDefaults: false),
        ["histogram of Y with defaults"] = () => Chart.Histogram<double, double, string>(
            Y: s_x, Orientation: StyleParam.Orientation.Horizontal, XError: With(new Error(), ("type", "data"), ("array", s_x))),
        ["violin"] = () => Chart.Violin<double, double, string>(
            X: s_x, Y: s_x, Name: "n", Orientation: StyleParam.Orientation.Horizontal, ShowBox: true, BoxWidth: 0.2, MeanLine: With(new MeanLine(), ("visible", true)),
            Points: StyleParam.BoxPoints.False, SpanMode: StyleParam.SpanMode.Hard, FillColor: Color.fromString("green"), MarkerColor: Color.fromString("red"),
            OutlineColor: Color.fromString("blue"), OutlineWidth: 1.5, Jitter: 0.1, PointPos: 0.0, UseDefaults: false),
        ["violin with all points and defaults"] = () => Chart.Violin<double, double, string>(Y: s_x, Points: StyleParam.BoxPoints.All),
        ["heatmap"] = () => Chart.Heatmap<double, int, string, string>(
            [[1, 2], [3, 4]], X: new[] { 1, 2 }, Y: new[] { "a", "b" }, XGap: 1, YGap: 2, ShowScale: false,
            ColorScale: StyleParam.Colorscale.NewCustom([Tuple.Create(0.0, Color.fromString("#ffffff")), Tuple.Create(1.0, Color.fromString("rgb(0,0,0)"))]), UseDefaults: false),
        ["heatmap with its first row on top"] = () => Chart.Heatmap<double, int, string, string>([[1, 2]], ReverseYAxis: true, UseDefaults: false),
        ["layout, axes and configuration by objects"] = () => GenericChart.setConfig(
            With(new Config(), ("responsive", true), ("modeBarButtonsToRemove", new[] { "lasso2d" })),
            GenericChart.setLayout(
                With(
                    new Layout(), ("showlegend", true), ("legend", With(new Legend(), ("orientation", "h"), ("x", 0))), ("margin", With(new Margin(), ("l", 1), ("autoexpand", false))),
                    ("font", With(new Font(), ("size", 13), ("color", Color.fromString("black")))),
                    ("xaxis", With(new LinearAxis(), ("title", With(new Title(), ("text", "x"), ("standoff", 12))), ("range", new[] { 0.5, 1 }), ("tickvals", new[] { 0, 1 })))),
                Chart.Combine([Point(1), Point(2)]))),
        ["traces styled by name"] = () => Styled(Chart.Combine([Point(1), Point(2)]), ("hovertemplate", "%{x}"), ("yaxis", "y2"), ("error_x", With(new Error(), ("symmetric", false)))),
        ["combined with defaults"] = () => Chart.Combine([Chart.Scatter<double, double, string>(s_x, s_y, StyleParam.Mode.Lines), Point(1)]),
    };

    private static GenericChart Point(double y) => Chart.Scatter<double, double, string>([1], [y], StyleParam.Mode.Markers, Name: "p", UseDefaults: false);

    private static GenericChart Styled(GenericChart chart, params (string Name, object Value)[] attributes)
    {
        foreach (var trace in GenericChart.getTraces(chart))
        {
            With(trace, attributes);
        }

        return chart;
    }

    private static T With<T>(T part, params (string Name, object Value)[] attributes) where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in attributes)
        {
            part.SetProperty(name, value);
        }

        return part;
    }
}
