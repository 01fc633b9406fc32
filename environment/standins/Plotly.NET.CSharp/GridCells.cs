using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

/// <summary>The cells of a grid of charts.</summary>
internal static class GridCells
{
    /// <summary>Gives each chart the axes of its cell; each keeps its first x and y axis and loses others.</summary>
    internal static GenericChart Combine(IEnumerable<GenericChart> charts, int rows, int columns, StyleParam.LayoutGridPattern pattern)
    {
        bool shared = pattern == StyleParam.LayoutGridPattern.Coupled;
        return GenericChart.combine(charts.Take(rows * columns).Select((chart, i) =>
            shared ? InCell(chart, i + 1, i % columns + 1, i / columns + 1) : InCell(chart, i + 1, i + 1, i + 1)));
    }

    /// <summary>Where titles of cells stand, in fractions of the plot: the middle of each cell's upper edge.</summary>
    internal static IEnumerable<(double X, double Y)> Titles(
        int rows, int columns, Optional<double> xGap, Optional<double> yGap, Optional<StyleParam.LayoutGridPattern> pattern, Optional<StyleParam.LayoutGridRowOrder> order)
    {
        bool shared = pattern.IsSome && pattern.Value == StyleParam.LayoutGridPattern.Coupled;
        bool upwards = order.IsSome && order.Value == StyleParam.LayoutGridRowOrder.BottomToTop;
        var x = Cells(columns, xGap.Or(shared ? 0.1 : 0.2));
        var y = Cells(rows, yGap.Or(shared ? 0.1 : 0.3));
        return from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns)
               select ((x[column].Start + x[column].End) / 2, y[upwards ? row : rows - 1 - row].End);
    }

    internal static GenericChart WithSubPlotTitles(
        this GenericChart chart, IEnumerable<string> titles, IEnumerable<(double X, double Y)> places, Optional<Font> font)
    {
        var annotations = titles.Zip(places, (text, place) => (object)new Annotation()
            .Set("x", (object)place.X).Set("xref", (object)"paper").Set("xanchor", (object)StyleParam.XAnchorPosition.Center)
            .Set("y", (object)place.Y).Set("yref", (object)"paper").Set("yanchor", (object)StyleParam.YAnchorPosition.Bottom)
            .Set("text", (object)text).Set("showarrow", (object)false).Set("font", font)).ToArray();
        var layout = GenericChart.getLayout(chart);
        return GenericChart.setLayout(layout.Set("annotations", (object)(layout.Get<IEnumerable<object>>("annotations") ?? []).Concat(annotations).ToArray()), chart);
    }

    internal static GenericChart WithGrid(this GenericChart chart, LayoutGrid grid) =>
        GenericChart.setLayout(GenericChart.getLayout(chart).Set("grid", (object)grid), chart);

    private static GenericChart InCell(GenericChart chart, int cell, int xAnchor, int yAnchor)
    {
        var layout = GenericChart.getLayout(chart);
        var x = layout.Get<LinearAxis>("xaxis") ?? new LinearAxis();
        var y = layout.Get<LinearAxis>("yaxis") ?? new LinearAxis();
        foreach (string name in layout.Properties.Keys.Where(name => name.StartsWith("xaxis", StringComparison.Ordinal) || name.StartsWith("yaxis", StringComparison.Ordinal)).ToArray())
        {
            layout.Properties.Remove(name);
        }

        return chart
            .MapTraces((trace, _) => trace
                .Set("xaxis", (object)StyleParam.LinearAxisId.NewX(xAnchor))
                .Set("yaxis", (object)StyleParam.LinearAxisId.NewY(yAnchor)))
            .WithAxis(x, StyleParam.SubPlotId.NewXAxis(cell))
            .WithAxis(y, StyleParam.SubPlotId.NewYAxis(cell));
    }

    private static (double Start, double End)[] Cells(int count, double gap)
    {
        double step = 1 / (count - gap);
        return Enumerable.Range(0, count).Select(i => (i * step, i * step + step * (1 - gap))).ToArray();
    }
}
