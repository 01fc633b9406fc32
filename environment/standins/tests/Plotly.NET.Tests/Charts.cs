using Plotly.NET;
using Plotly.NET.CSharp;
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
            s_x, s_y, StyleParam.Mode.Lines_Markers_Text, Name: "a <b> & \"c\"", ShowLegend: false, Opacity: 0.5, MultiOpacity: new[] { 0.1, 0.2 }, MultiText: new[] { "p", "q" },
            TextPosition: StyleParam.TextPosition.TopRight, MarkerColor: Color.fromHex("#1f77b4"), MarkerColorScale: StyleParam.Colorscale.Viridis,
            MarkerOutline: Line.init(Width: 2.0, Color: Color.fromARGB(128, 1, 2, 3)), MarkerSymbol: StyleParam.MarkerSymbol.StarDiamond, LineColor: Color.fromRGB(9, 8, 7),
            LineWidth: 1.5, LineDash: StyleParam.DrawingStyle.LongDashDot, StackGroup: "s", Orientation: StyleParam.Orientation.Vertical, Fill: StyleParam.Fill.ToNext_y,
            FillColor: Color.fromString("rgba(0,0,0,0.1)"), UseDefaults: false),
        ["scatter on WebGL"] = () => Chart.Scatter<int, string, string>([1, 2], ["u", "v"], StyleParam.Mode.Markers, UseWebGL: true, UseDefaults: false),
        ["line with defaults"] = () => Chart.Line<double, double, string>(s_x, s_y),
        ["line with markers and text"] = () => Chart.Line<double, double, string>(
            s_x, s_y, ShowMarkers: true, Text: "t", MultiTextPosition: new[] { StyleParam.TextPosition.Inside }, UseDefaults: false),
        ["points of several types"] = () => Chart.Combine(
        [
            Chart.Point<DateTime, int, string>([new DateTime(2026, 1, 2, 3, 4, 5)], [1], UseDefaults: false),
            Chart.Point<string, decimal, string>(["\u03b1 \U0001F600 \u2028"], [1.5m], UseDefaults: false),
            Chart.Point<bool, float, string>([true], [float.PositiveInfinity], UseDefaults: false),
            Chart.Point<long, byte, string>([long.MaxValue], [255], UseDefaults: false),
        ]),
        ["histogram"] = () => Chart.Histogram<double, double, string>(
            X: s_x, HistNorm: StyleParam.HistNorm.ProbabilityDensity, HistFunc: StyleParam.HistFunc.Avg, NBinsX: 7, XBins: Bins.init(Start: 0.0, End: 4.0, Size: 0.5),
            MarkerColor: Color.fromString("red"), BinGroup: "g", UseDefaults: false),
        ["box plot"] = () => Chart.BoxPlot<double, double, string>(
            Y: s_x, Name: "n", BoxPoints: StyleParam.BoxPoints.Outliers, BoxMean: StyleParam.BoxMean.True, Notched: true, OutlineWidth: 2.0, UseDefaults: false),
        ["violin"] = () => Chart.Violin<double, double, string>(
            X: s_x, Orientation: StyleParam.Orientation.Horizontal, ShowBox: true, BoxWidth: 0.2, MeanLine: MeanLine.init(Visible: true, Width: 1.0),
            Points: StyleParam.BoxPoints.False, Side: StyleParam.ViolinSide.Positive, Span: StyleParam.Range.NewMinMax(0, 1.5), SpanMode: StyleParam.SpanMode.Hard,
            ScaleMode: StyleParam.ScaleMode.Count, OutlineColor: Color.fromString("blue"), Jitter: 0.1, PointPos: 0.0, UseDefaults: false),
        ["heatmap"] = () => Chart.Heatmap<double, int, string, string>(
            [[1, 2], [3, 4]], X: new[] { 1, 2 }, Y: new[] { "a", "b" }, XGap: 1, YGap: 2, ShowScale: false, ReverseYAxis: true,
            ColorScale: StyleParam.Colorscale.NewCustom([Tuple.Create(0.0, Color.fromHex("ffffff")), Tuple.Create(1.0, Color.fromHex("0x000000"))]), UseDefaults: false),
        ["bar"] = () => Chart.Bar<double, string, string>(
            [1, 2], Keys: new[] { "a", "b" }, MultiOpacity: new[] { 1.0 }, MarkerPatternShape: StyleParam.PatternShape.Checked, Width: 0.5, Base: 0.1, UseDefaults: false),
        ["column"] = () => Chart.Column<double, string, string>([1, 2], MultiWidth: new[] { 0.1, 0.2 }, UseDefaults: false),
        ["combined, titled and with styled axes"] = () => Chart.Combine([Point(1), Point(2), Point(3)])
            .WithTitle("Title", Font.init(Family: StyleParam.FontFamily.Consolas, Size: 20.0))
            .WithXAxisStyle<double, double, string>(TitleText: "x", MinMax: Tuple.Create(0.0, 1.0), ShowGrid: false, AxisType: StyleParam.AxisType.Log, Mirror: StyleParam.Mirror.All)
            .WithXAxisStyle<double, double, string>(TitleStandoff: 5, Domain: Tuple.Create(0.1, 0.9), Color: Color.fromString("green"))
            .WithYAxisStyle<int, int, string>(TitleText: "y2", Overlaying: StyleParam.LinearAxisId.NewY(1), Side: StyleParam.Side.Right, Id: StyleParam.SubPlotId.NewYAxis(2)),
        ["trace info of many"] = () => Plotly.NET.CSharp.GenericChartExtensions.WithTraceInfo(
            Chart.Combine([Point(1), Point(2), Point(3)]), Name: "run", Visible: StyleParam.Visible.LegendOnly, ShowLegend: true, LegendRank: 3, LegendGroup: "g"),
        ["size and legend"] = () => Plotly.NET.CSharp.GenericChartExtensions.WithSize(Point(1), Width: 300)
            .WithLegendStyle(X: 0.5, XAnchor: StyleParam.XAnchorPosition.Center, Orientation: StyleParam.Orientation.Horizontal, ItemWidth: 40)
            .WithLegendStyle(Y: 1.1, YAnchor: StyleParam.YAnchorPosition.Bottom, BGColor: Color.fromString("white")),
        ["grid of own axes with titles"] = () => Chart.Grid([Point(1), Titled(2), Point(3)], 2, 2, SubPlotTitles: new[] { "one", "two", "three" }, SubPlotTitleOffset: 0.05),
        ["grid of shared axes from below"] = () => Chart.Grid(
            [Point(1), Titled(2), Point(3), Point(4)], 2, 2, SubPlotTitles: new[] { "one", "two" }, Pattern: StyleParam.LayoutGridPattern.Coupled,
            RowOrder: StyleParam.LayoutGridRowOrder.BottomToTop, XGap: 0.05, XSide: StyleParam.LayoutGridXSide.Bottom),
        ["grid of named axes"] = () => Chart.Grid(
            [Point(1), Point(2)], 1, 2, SubPlots: new[] { new[] { Tuple.Create(StyleParam.LinearAxisId.NewX(1), StyleParam.LinearAxisId.NewY(1)), Tuple.Create(StyleParam.LinearAxisId.NewX(2), StyleParam.LinearAxisId.NewY(1)) } },
            XAxes: new[] { StyleParam.LinearAxisId.NewX(1), StyleParam.LinearAxisId.NewX(2) }),
        ["single stack"] = () => Chart.SingleStack([Point(1), Point(2)]),
        ["layout, axes and configuration by objects"] = () => Point(1)
            .WithLayout(Layout.init<string>(
                Title: Title.init(Text: "t", X: 0.5), Margin: Margin.init<int, int, int, int, int, bool>(Left: 1, Right: 2, Top: 3, Bottom: 4, Pad: 5, Autoexpand: false),
                HoverMode: StyleParam.HoverMode.XUnified, BarMode: StyleParam.BarMode.Overlay, BarGap: 0.1, ViolinGap: 0.2, DragMode: StyleParam.DragMode.False, AutoSize: true,
                PaperBGColor: Color.fromString("rgba(0,0,0,0)"), HiddenLabels: new[] { "h" }, Colorway: Color.fromColors([Color.fromString("red"), Color.fromRGB(1, 2, 3)])))
            .WithXAxis(LinearAxis.init<double, double, double, double, double, string, string, string>(
                TickMode: StyleParam.TickMode.Array, TickVals: new[] { 0.0, 1.0 }, TickText: new[] { "a", "b" }, AutoMargin: StyleParam.TickAutoMargin.All,
                RangeMode: StyleParam.RangeMode.ToZero, Ticks: StyleParam.TickOptions.Empty, Range: StyleParam.Range.NewMinMax(0.0, 1), CategoryOrder: StyleParam.CategoryOrder.Array))
            .WithXAxis(LinearAxis.init<double, double, double, double, double, string, string, string>(ZeroLine: false, HoverFormat: ".2f"))
            .WithConfig(Config.init(Responsive: true, Displaylogo: false, ModeBarButtonsToRemove: new[] { StyleParam.ModeBarButton.Lasso2d, StyleParam.ModeBarButton.ToImage })),
        ["trace styled by name"] = () => GenericChart.mapTrace(
            Trace2DStyle.Scatter<string, double, double, double, double, double, double, string, string, double, double, double, double, int, Trace>(
                HoverTemplate: "%{x}", HoverInfo: StyleParam.HoverInfo.Skip, LegendGroup: "g", YAxis: StyleParam.LinearAxisId.NewY(2), MultiHoverText: new[] { "h" },
                XError: Error.init<double, double>(Type: StyleParam.ErrorType.Data, Symmetric: false, Array: new[] { 1.0 }, Arrayminus: new[] { 2.0 }, Thickness: 2.0)),
            Point(1)),
        ["marks by object"] = () => Chart.Point<double, double, string>(
            s_x, s_x, Marker: Marker.init(Size: 7, MultiSize: new[] { 1, 2 }, Symbol: StyleParam.MarkerSymbol.Cross, Opacity: 0.5, Colors: new[] { Color.fromString("red") }),
            MarkerColor: Color.fromColorScaleValues([1, 2, 3]), UseDefaults: false),
    };

    private static GenericChart Point(double y) => Chart.Point<double, double, string>([1], [y], Name: "p", UseDefaults: false);

    private static GenericChart Titled(double y) => Point(y).WithXAxisStyle<double, double, string>(TitleText: "x").WithYAxisStyle<double, double, string>(TitleText: "y");
}
