namespace Workbench.Evaluation.Statistics;

/// <summary>
/// Interval of the difference of two shares of the same items: the hybrid score method of Newcombe (1998, "Improved confidence intervals
/// for the difference between binomial proportions based on paired data", method 10), which keeps its coverage for few items and for shares near 0 or 1.
/// </summary>
public static class PairedShareInterval
{
    /// <summary>The interval of share(second) - share(first).</summary>
    /// <param name="both">Items that are yes both times.</param>
    /// <param name="onlyFirst">Items that are yes the first time only.</param>
    /// <param name="onlySecond">Items that are yes the second time only.</param>
    /// <param name="neither">Items that are no both times.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, all are zero, or the level lies outside (0, 1).</exception>
    public static ConfidenceInterval Difference(long both, long onlyFirst, long onlySecond, long neither, double level = 0.95)
    {
        ConfidenceInterval.CheckLevel(level);
        ArgumentOutOfRangeException.ThrowIfNegative(both);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        ArgumentOutOfRangeException.ThrowIfNegative(neither);
        var n = both + onlyFirst + onlySecond + neither;
        ArgumentOutOfRangeException.ThrowIfZero(n);

        var (first, second) = (both + onlyFirst, both + onlySecond);
        var one = ProportionInterval.Wilson(first, n, level);
        var two = ProportionInterval.Wilson(second, n, level);
        double p1 = (double)first / n, p2 = (double)second / n;
        var correlation = Correlation(both, onlyFirst, onlySecond, neither);
        return new ConfidenceInterval(
            p2 - p1 - Distance(p2 - two.Low, one.High - p1),
            p2 - p1 + Distance(two.High - p2, p1 - one.Low),
            level);

        double Distance(double a, double b) => Math.Sqrt(Math.Max(0, a * a - 2 * correlation * a * b + b * b));
    }

    // phi of the 2 x 2 table; where positive, the product is moved n/2 towards zero.
    private static double Correlation(double a, double b, double c, double d)
    {
        var margins = (a + b) * (c + d) * (a + c) * (b + d);
        if (margins == 0)
        {
            return 0;
        }

        var cross = a * d - b * c;
        var corrected = cross > 0 ? Math.Max(cross - (a + b + c + d) / 2, 0) : cross;
        return corrected / Math.Sqrt(margins);
    }
}
