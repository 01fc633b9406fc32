namespace Workbench.Evaluation.Statistics;

/// <summary>
/// Power of a z test of two independent samples of n1 and ratio n1 values; with Cohen's h (<see cref="EffectSizes.CohensH"/>) as the effect,
/// of a comparison of two shares.
/// </summary>
public static class NormalPower
{
    /// <summary>The probability that the test finds the effect.</summary>
    /// <param name="effectSize">Cohen's d or h.</param>
    /// <param name="n1">Size of the first sample, above 0.</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="ratio">n2 / n1, above 0; 0 for a single sample against a known value.</param>
    /// <param name="alternative">Of the test.</param>
    public static double Of(
        double effectSize, double n1, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha);
        PowerEquation.Above(nameof(n1), n1, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(ratio);
        var shift = effectSize * Math.Sqrt(ratio == 0 ? n1 : n1 * ratio / (1 + ratio));
        var critical = -NormalDistribution.Quantile(alternative == Alternative.TwoSided ? alpha / 2 : alpha);
        return (alternative == Alternative.Less ? 0 : NormalDistribution.UpperTail(critical - shift))
            + (alternative == Alternative.Greater ? 0 : NormalDistribution.Cdf(-critical - shift));
    }

    /// <summary>The size of the first sample at which the test finds the effect with probability <paramref name="power"/>.</summary>
    /// <param name="effectSize">Cohen's d or h.</param>
    /// <param name="power">In (alpha, 1).</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="ratio">n2 / n1.</param>
    /// <param name="alternative">Of the test.</param>
    /// <returns>Infinity when the effect is zero or on the wrong side.</returns>
    public static double SampleSize(
        double effectSize, double power = 0.8, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha, power);
        return PowerEquation.SampleSize(
            n => Of(effectSize, n, alpha, ratio, alternative), effectSize, power, alternative, smallest: 0);
    }

    /// <summary>The smallest effect that samples of these sizes show with probability <paramref name="power"/>; negative for "less".</summary>
    /// <param name="n1">Size of the first sample.</param>
    /// <param name="power">In (alpha, 1).</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="ratio">n2 / n1.</param>
    /// <param name="alternative">Of the test.</param>
    public static double EffectSize(
        double n1, double power = 0.8, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha, power);
        return PowerEquation.EffectSize(d => Of(d, n1, alpha, ratio, alternative), power, alternative);
    }
}
