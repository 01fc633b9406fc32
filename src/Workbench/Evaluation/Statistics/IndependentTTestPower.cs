namespace Workbench.Evaluation.Statistics;

/// <summary>
/// Power of the t test of two independent samples of n1 and ratio n1 values: noncentral t with n1 + n2 - 2 degrees of freedom and
/// noncentrality d / sqrt(1 / n1 + 1 / n2) (Cohen 1988, ch. 2).
/// </summary>
public static class IndependentTTestPower
{
    /// <summary>The probability that the test finds the effect.</summary>
    /// <param name="effectSize">Cohen's d.</param>
    /// <param name="n1">Size of the first sample; n1 + n2 above 2.</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="ratio">n2 / n1, above 0.</param>
    /// <param name="alternative">Of the test.</param>
    public static double Of(
        double effectSize, double n1, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha);
        PowerEquation.Above(nameof(ratio), ratio, 0);
        PowerEquation.Above(nameof(n1), n1, 2 / (1 + ratio));
        var effective = n1 * ratio / (1 + ratio);
        return TTestPower.OfNoncentral(n1 * (1 + ratio) - 2, effectSize * Math.Sqrt(effective), alpha, alternative);
    }

    /// <summary>The size of the first sample at which the test finds the effect with probability <paramref name="power"/>.</summary>
    /// <param name="effectSize">Cohen's d.</param>
    /// <param name="power">In (alpha, 1).</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="ratio">n2 / n1, above 0.</param>
    /// <param name="alternative">Of the test.</param>
    /// <returns>Infinity when the effect is zero or on the wrong side.</returns>
    public static double SampleSize(
        double effectSize, double power = 0.8, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha, power);
        PowerEquation.Above(nameof(ratio), ratio, 0);
        return PowerEquation.SampleSize(
            n => Of(effectSize, n, alpha, ratio, alternative), effectSize, power, alternative, smallest: 2 / (1 + ratio));
    }

    /// <summary>The smallest effect that samples of these sizes show with probability <paramref name="power"/>; negative for "less".</summary>
    /// <param name="n1">Size of the first sample.</param>
    /// <param name="power">In (alpha, 1).</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="ratio">n2 / n1, above 0.</param>
    /// <param name="alternative">Of the test.</param>
    public static double EffectSize(
        double n1, double power = 0.8, double alpha = 0.05, double ratio = 1, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha, power);
        return PowerEquation.EffectSize(d => Of(d, n1, alpha, ratio, alternative), power, alternative);
    }
}
