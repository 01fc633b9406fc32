using Plotly.NET;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>
    /// Learned reward and gold score as the policy moves away from its reference: while the first rises, the second peaks and falls
    /// (Gao, Schulman and Hilton 2023).
    /// </summary>
    /// <param name="kl">KL of the policy from the reference, in nats per response, for each point of training.</param>
    /// <param name="learned">Mean learned reward at the same points.</param>
    /// <param name="gold">Mean gold score at the same points.</param>
    /// <exception cref="WorkbenchException">Lengths differ, or there is no finite gold score.</exception>
    public static Figure OverOptimisation(IReadOnlyList<double> kl, IReadOnlyList<double> learned, IReadOnlyList<double> gold)
    {
        if (kl.Count != learned.Count || kl.Count != gold.Count)
        {
            throw new WorkbenchException($"The over-optimisation curve needs as many values of each: {kl.Count} KL, {learned.Count} learned, {gold.Count} gold.");
        }

        var order = Enumerable.Range(0, kl.Count).Where(i => double.IsFinite(kl[i])).OrderBy(i => kl[i]).ToArray();
        var finite = order.Where(i => double.IsFinite(gold[i])).ToArray();
        if (finite.Length == 0)
        {
            throw new WorkbenchException("The over-optimisation curve has no finite gold score to draw.");
        }

        int peak = finite.MaxBy(i => gold[i]);
        var x = order.Select(i => kl[i]).ToArray();
        return Canvas.Figure(
            "Over-optimisation",
            FormattableString.Invariant($"Gold is best at {kl[peak]:0.#} nats ({gold[peak]:0.00}); past it, the policy fits the reward model's errors."),
            380,
            [ScoreLine("learned reward", x, order.Select(i => learned[i]).ToArray(), 1), ScoreLine("gold score", x, order.Select(i => gold[i]).ToArray(), 0), Peak(kl[peak], gold[peak])],
            Axes.Numbers("KL to the reference (nats per response)", toZero: true),
            [Axes.Numbers("Mean score")],
            StyleParam.HoverMode.XUnified);
    }

    private static GenericChart ScoreLine(string name, double[] x, double[] y, int index) => Chart.Scatter<double, double, string>(
        x, y, StyleParam.Mode.Lines_Markers, Name: name, LineColor: Palette.Of(index), LineWidth: 2.5, LineDash: Palette.Dash(index),
        Marker: Marker.init(Color: Palette.Of(index), Size: 6, Symbol: Palette.Symbol(index)), UseDefaults: false);

    private static GenericChart Peak(double kl, double gold) => Traces.Styled(
        Chart.Scatter<double, double, string>(
            new[] { kl }, new[] { gold }, StyleParam.Mode.Markers_Text, Name: "best gold score", ShowLegend: false, Text: "best gold score",
            TextPosition: StyleParam.TextPosition.TopRight,
            Marker: Marker.init(Color: Palette.Of(0), Size: 13, Symbol: StyleParam.MarkerSymbol.Star), UseDefaults: false),
        silent: true);
}
