namespace Workbench.Evaluation.Statistics;

/// <summary>
/// McNemar's test of paired yes/no answers (1947): do more pairs change from yes to no than from no to yes? Pairs that do not change say
/// nothing about that.
/// </summary>
public static class McNemar
{
    /// <summary>The exact test: which way the changed pairs went is a fair coin.</summary>
    /// <param name="yesToNo">Pairs that are yes first and no second.</param>
    /// <param name="noToYes">Pairs that are no first and yes second.</param>
    /// <returns>The smaller count and the two-sided p value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static TestResult Exact(long yesToNo, long noToYes)
    {
        Check(yesToNo, noToYes);
        var fewer = Math.Min(yesToNo, noToYes);
        return new(fewer, Math.Min(1, 2 * Binomial.Cdf(fewer, yesToNo + noToYes, 0.5)));
    }

    /// <summary>The chi-squared approximation: (|b - c| - correction)^2 / (b + c) with one degree of freedom.</summary>
    /// <param name="yesToNo">b, pairs that are yes first and no second.</param>
    /// <param name="noToYes">c, pairs that are no first and yes second.</param>
    /// <param name="continuityCorrection">Subtracts 1 from |b - c| (Edwards 1948).</param>
    /// <returns>NaN where no pair changed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static TestResult ChiSquared(long yesToNo, long noToYes, bool continuityCorrection = true)
    {
        Check(yesToNo, noToYes);
        var distance = Math.Abs(yesToNo - noToYes) - (continuityCorrection ? 1.0 : 0);
        var statistic = distance * distance / (yesToNo + noToYes);
        return new(statistic, ChiSquaredDistribution.UpperTail(statistic, 1));
    }

    private static void Check(long yesToNo, long noToYes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(yesToNo);
        ArgumentOutOfRangeException.ThrowIfNegative(noToYes);
    }
}
