namespace Workbench.Evaluation.Statistics;

/// <summary>
/// Power of the paired (or one-sample) t test: how likely n pairs are to show a standardised effect d_z.
/// The statistic follows the noncentral t distribution with n - 1 degrees of freedom and noncentrality d_z sqrt n (Cohen 1988, ch. 2).
/// </summary>
public static class TTestPower
{
    /// <summary>The probability that the test finds the effect.</summary>
    /// <param name="effectSize">d_z, mean difference / standard deviation of the differences.</param>
    /// <param name="n">Number of pairs, above 1; need not be whole.</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="alternative">Of the test.</param>
    public static double Of(double effectSize, double n, double alpha = 0.05, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha);
        PowerEquation.Above(nameof(n), n, 1);
        return OfNoncentral(n - 1, effectSize * Math.Sqrt(n), alpha, alternative);
    }

    /// <summary>The number of pairs at which the test finds the effect with probability <paramref name="power"/>; round it up.</summary>
    /// <param name="effectSize">d_z; a one-sided test needs it on the side that is tested.</param>
    /// <param name="power">In (alpha, 1).</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="alternative">Of the test.</param>
    /// <returns>Infinity when the effect is zero or on the wrong side.</returns>
    public static double SampleSize(double effectSize, double power = 0.8, double alpha = 0.05, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha, power);
        return PowerEquation.SampleSize(n => Of(effectSize, n, alpha, alternative), effectSize, power, alternative, smallest: 1);
    }

    /// <summary>The smallest effect that n pairs show with probability <paramref name="power"/>; negative for "less".</summary>
    /// <param name="n">Number of pairs, above 1.</param>
    /// <param name="power">In (alpha, 1).</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <param name="alternative">Of the test.</param>
    public static double EffectSize(double n, double power = 0.8, double alpha = 0.05, Alternative alternative = Alternative.TwoSided)
    {
        PowerEquation.Check(alpha, power);
        return PowerEquation.EffectSize(d => Of(d, n, alpha, alternative), power, alternative);
    }

    /// <summary>Power of a t statistic with the given degrees of freedom and noncentrality.</summary>
    internal static double OfNoncentral(double degreesOfFreedom, double noncentrality, double alpha, Alternative alternative)
    {
        var critical = StudentT.UpperQuantile(alternative == Alternative.TwoSided ? alpha / 2 : alpha, degreesOfFreedom);
        var power = 0.0;
        if (alternative != Alternative.Less)
        {
            power += Beyond(noncentrality);
        }

        if (alternative != Alternative.Greater)
        {
            power += Beyond(-noncentrality);
        }

        return power;

        // So far out, with next to no degrees of freedom, only the sign of the normal part counts.
        double Beyond(double delta) => critical < 1e150
            ? NoncentralT.UpperTail(critical, degreesOfFreedom, delta)
            : 2 * (alternative == Alternative.TwoSided ? alpha / 2 : alpha) * NormalDistribution.Cdf(delta);
    }
}
