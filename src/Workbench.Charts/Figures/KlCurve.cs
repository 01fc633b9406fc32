namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>How far the policy has moved from its reference, over PPO iterations.</summary>
    /// <param name="target">The KL that a controller steers to, in nats per response; drawn as a line if given.</param>
    /// <param name="series">One curve for each run, in nats per response.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, or lengths differ.</exception>
    public static Figure KlCurve(double? target, params Series[] series) => Curves.Figure(
        "Distance from the reference",
        "KL divergence of the policy from the frozen reference model, summed over a response.",
        series,
        "PPO iteration",
        "KL (nats per response)",
        target is { } nats ? [(FormattableString.Invariant($"target {nats:0.##} nats"), nats)] : null,
        toZero: true);

    /// <summary>How far the policy has moved from its reference, over PPO iterations.</summary>
    /// <param name="series">One curve for each run, in nats per response.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, or lengths differ.</exception>
    public static Figure KlCurve(params Series[] series) => KlCurve(null, series);
}
