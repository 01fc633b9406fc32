using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

public static partial class Figures
{
    private static readonly StyleParam.Colorscale s_belowAndAbove = StyleParam.Colorscale.NewCustom(
    [
        Tuple.Create(0.0, Color.fromString("rgb(43,98,230)")),
        Tuple.Create(0.4999, Color.fromString("rgba(43,98,230,0.05)")),
        Tuple.Create(0.5001, Color.fromString("rgba(233,107,16,0.05)")),
        Tuple.Create(1.0, Color.fromString("rgb(233,107,16)")),
    ]);

    /// <summary>
    /// Quantities of each token of a response, below each other: where the KL, the reward and the advantage come from.
    /// Each row has its own scale, from blue (below zero) to orange (above).
    /// </summary>
    /// <param name="tokens">The response's tokens as text.</param>
    /// <param name="rows">The quantities, each with its name and unit and a value for each token.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, or a row has not as many values as there are tokens.</exception>
    public static Figure TokenHeatmap(IReadOnlyList<string> tokens, params Series[] rows)
    {
        if (tokens.Count == 0 || rows.Length == 0)
        {
            throw new WorkbenchException($"A token heatmap needs tokens and rows; there are {tokens.Count} and {rows.Length}.");
        }

        if (rows.FirstOrDefault(row => row.Y.Count != tokens.Count) is { } odd)
        {
            throw new WorkbenchException($"The row '{odd.Name}' has {odd.Y.Count} values for {tokens.Count} tokens.");
        }

        return Canvas.Figure(
            "Token by token",
            "Each row has its own scale: blue below zero, orange above, strongest at " +
            string.Join(", ", rows.Select(row => FormattableString.Invariant($"{Strongest(row):0.##} ({row.Name})"))) + ".",
            120 + 44 * rows.Length,
            rows.Select((row, i) => Row(row, i)).ToArray(),
            Axes.Names(tokens.Select(token => PlotText.Encode(token.Replace("\n", "\u21b5", StringComparison.Ordinal))).ToArray(), "Token"),
            [Axes.Names(rows.Select(row => PlotText.Encode(row.Name)).ToArray(), reversed: true)],
            Canvas.ClosestPoint,
            legend: false);
    }

    private static GenericChart Row(Series row, int index)
    {
        double strongest = Strongest(row) is > 0 and var some ? some : 1;
        return Chart.Heatmap<double, double, double, string>(
            new[] { row.Y.ToArray() }, X: Enumerable.Range(0, row.Y.Count).Select(i => (double)i).ToArray(), Y: new[] { (double)index },
            Name: PlotText.Encode(row.Name), XGap: 1, YGap: 4, ColorScale: s_belowAndAbove, ShowScale: false, UseDefaults: false)
            .With(("hovertemplate", "%{x}: %{z:.3f}"), ("zmin", -strongest), ("zmid", 0), ("zmax", strongest));
    }

    private static double Strongest(Series row) => row.Y.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
}
