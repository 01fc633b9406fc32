using Plotly.NET;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>
    /// Learned reward and gold score as the policy moves away from its reference: where the first rises while the second falls, the policy
    /// fits the reward model's errors (Gao, Schulman and Hilton 2023). Many noisy points are drawn faintly under their moving mean, which
    /// then also decides where gold is best.
    /// </summary>
    /// <param name="kl">KL of the policy from the reference, in nats per response, for each point of training.</param>
    /// <param name="learned">Mean learned reward at the same points.</param>
    /// <param name="gold">Mean gold score at the same points.</param>
    /// <exception cref="WorkbenchException">Lengths differ, or no point has all three values.</exception>
    public static Figure OverOptimisation(IReadOnlyList<double> kl, IReadOnlyList<double> learned, IReadOnlyList<double> gold)
    {
        if (kl.Count != learned.Count || kl.Count != gold.Count)
        {
            throw new WorkbenchException($"The over-optimisation curve needs as many values of each: {kl.Count} KL, {learned.Count} learned, {gold.Count} gold.");
        }

        var order = Enumerable.Range(0, kl.Count).Where(i => double.IsFinite(kl[i]) && double.IsFinite(learned[i]) && double.IsFinite(gold[i])).OrderBy(i => kl[i]).ToArray();
        if (order.Length == 0)
        {
            throw new WorkbenchException("The over-optimisation curve has no point with a finite KL, learned reward and gold score.");
        }

        var x = order.Select(i => kl[i]).ToArray();
        var learnedScores = new ScoreCurve("learned reward", x, order.Select(i => learned[i]).ToArray(), 1);
        var goldScores = new ScoreCurve("gold score", x, order.Select(i => gold[i]).ToArray(), 0);
        return Canvas.Figure(
            "Over-optimisation",
            goldScores.Describe(),
            380,
            [.. learnedScores.Traces(), .. goldScores.Traces(), goldScores.BestMark()],
            Axes.Numbers("KL to the reference (nats per response)", toZero: true),
            [Axes.Numbers("Mean score")],
            Canvas.SameX);
    }

    /// <summary>One of the two scores over the distance from the reference.</summary>
    private sealed class ScoreCurve(string name, double[] x, double[] y, int index)
    {
        private const int Busy = 8;

        private readonly double[] _line = y.Length > Busy ? MovingMean.Of(y, Math.Max(5, y.Length / 8)) : y;

        internal IEnumerable<GenericChart> Traces()
        {
            var marks = new Marker().With(("color", Palette.Of(index, y.Length > Busy ? 0.35 : 1)), ("size", 6));
            yield return Charts.Traces.Styled(
                Chart.Scatter<double, double, string>(x, y, StyleParam.Mode.Markers, Name: name, ShowLegend: false, MarkerSymbol: Palette.Symbol(index), Marker: marks, UseDefaults: false),
                group: name,
                silent: y.Length <= Busy);
            yield return Charts.Traces.Styled(
                Chart.Scatter<double, double, string>(
                    x, _line, StyleParam.Mode.Lines, Name: name, LineColor: Palette.Of(index), LineWidth: 2.5, LineDash: Palette.Dash(index), UseDefaults: false),
                group: name,
                silent: y.Length > Busy);
        }

        internal GenericChart BestMark() => Charts.Traces.Styled(
            Chart.Scatter<double, double, string>(
                new[] { x[Best] }, new[] { _line[Best] }, StyleParam.Mode.Markers_Text, Name: "best", ShowLegend: false, Text: "best gold score",
                TextPosition: x[Best] > (x[0] + x[^1]) / 2 ? StyleParam.TextPosition.TopLeft : StyleParam.TextPosition.TopRight, Marker: new Marker().With(("color", Palette.Of(index)), ("size", 13), ("symbol", "star")), UseDefaults: false),
            silent: true);

        internal string Describe() => Best == x.Length - 1
            ? FormattableString.Invariant($"Gold rises to the end: {_line[Best]:0.00} at {x[Best]:0.#} nats.")
            : FormattableString.Invariant($"Gold is best at {x[Best]:0.#} nats ({_line[Best]:0.00}) and ends at {_line[^1]:0.00}, {x[^1]:0.#} nats from the reference.");

        private int Best => Array.IndexOf(_line, _line.Max());
    }
}
