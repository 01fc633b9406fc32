using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    /// <summary>Charts in cells, row by row, each on axes of its own or on those of its row and column.</summary>
    public static GenericChart Grid(
        IEnumerable<GenericChart> gCharts, int nRows, int nCols, Optional<IEnumerable<string>> SubPlotTitles = default,
        Optional<Font> SubPlotTitleFont = default, Optional<double> SubPlotTitleOffset = default,
        Optional<Tuple<StyleParam.LinearAxisId, StyleParam.LinearAxisId>[][]> SubPlots = default, Optional<StyleParam.LinearAxisId[]> XAxes = default,
        Optional<StyleParam.LinearAxisId[]> YAxes = default, Optional<StyleParam.LayoutGridRowOrder> RowOrder = default,
        Optional<StyleParam.LayoutGridPattern> Pattern = default, Optional<double> XGap = default, Optional<double> YGap = default,
        Optional<Domain> Domain = default, Optional<StyleParam.LayoutGridXSide> XSide = default, Optional<StyleParam.LayoutGridYSide> YSide = default) =>
        GridCells.Combine(gCharts, nRows, nCols, Pattern.Or(StyleParam.LayoutGridPattern.Independent))
            .WithSubPlotTitles(
                SubPlotTitles.Or([]),
                GridCells.Titles(nRows, nCols, XGap, YGap, Pattern, RowOrder).Select(place => (place.X, place.Y + SubPlotTitleOffset.Or(0))),
                SubPlotTitleFont)
            .WithGrid(new LayoutGrid()
                .Set("rows", (object)nRows).Set("columns", (object)nCols).Set("pattern", (object)Pattern.Or(StyleParam.LayoutGridPattern.Independent))
                .Set("roworder", (object)RowOrder.Or(StyleParam.LayoutGridRowOrder.TopToBottom))
                .Set("subplots", SubPlots.Map(rows => rows.Select(row => row.Select(cell => $"{cell.Item1}{cell.Item2}"))))
                .Set("xaxes", XAxes).Set("yaxes", YAxes).Set("xgap", XGap).Set("ygap", YGap).Set("domain", Domain).Set("xside", XSide).Set("yside", YSide));

    /// <summary>Charts below each other.</summary>
    public static GenericChart SingleStack(
        IEnumerable<GenericChart> gCharts, Optional<IEnumerable<string>> SubPlotTitles = default, Optional<Font> SubPlotTitleFont = default,
        Optional<double> SubPlotTitleOffset = default, Optional<Tuple<StyleParam.LinearAxisId, StyleParam.LinearAxisId>[][]> SubPlots = default,
        Optional<StyleParam.LinearAxisId[]> XAxes = default, Optional<StyleParam.LinearAxisId[]> YAxes = default,
        Optional<StyleParam.LayoutGridRowOrder> RowOrder = default, Optional<StyleParam.LayoutGridPattern> Pattern = default,
        Optional<double> XGap = default, Optional<double> YGap = default, Optional<Domain> Domain = default,
        Optional<StyleParam.LayoutGridXSide> XSide = default, Optional<StyleParam.LayoutGridYSide> YSide = default) =>
        Grid(
            gCharts, gCharts.Count(), 1, SubPlotTitles, SubPlotTitleFont, SubPlotTitleOffset, SubPlots, XAxes, YAxes, RowOrder, Pattern, XGap, YGap,
            Domain, XSide, YSide);
}
