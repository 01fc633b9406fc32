namespace Workbench.Evaluation.Statistics;

/// <summary>Fisher's exact test of a table of two rows and two columns (1935), for small counts.</summary>
public static class FisherExact
{
    /// <summary>How likely are tables with the same margins that are at least as extreme as [[a, b], [c, d]]?</summary>
    /// <param name="a">First row, first column.</param>
    /// <param name="b">First row, second column.</param>
    /// <param name="c">Second row, first column.</param>
    /// <param name="d">Second row, second column.</param>
    /// <param name="alternative">Whether the odds ratio a d / (b c) is asked to be below or above 1; two-sided counts every table that is at most as likely.</param>
    /// <returns>The odds ratio and p; with an empty row or column NaN and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static TestResult Test(long a, long b, long c, long d, Alternative alternative = Alternative.TwoSided)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(a);
        ArgumentOutOfRangeException.ThrowIfNegative(b);
        ArgumentOutOfRangeException.ThrowIfNegative(c);
        ArgumentOutOfRangeException.ThrowIfNegative(d);
        if (a + b == 0 || c + d == 0 || a + c == 0 || b + d == 0)
        {
            return new(double.NaN, 1);
        }

        var oddsRatio = b > 0 && c > 0 ? (double)a * d / ((double)b * c) : double.PositiveInfinity;
        var observed = Mass(a);
        var p = 0.0;
        for (var x = Math.Max(0, a - d); x <= Math.Min(a + b, a + c); x++)
        {
            p += alternative switch
            {
                Alternative.Less => x <= a,
                Alternative.Greater => x >= a,
                _ => Mass(x) <= observed * (1 + 1e-10), // equally likely but for rounding
            }
                ? Mass(x)
                : 0;
        }

        return new(oddsRatio, Math.Min(1, p));

        // The hypergeometric probability of x in the corner as a ratio of binomial ones (Loader 2000).
        double Mass(long x)
        {
            var share = (double)(a + c) / (a + b + c + d);
            return Binomial.Mass(x, a + b, share) * Binomial.Mass(a + c - x, c + d, share) / Binomial.Mass(a + c, a + b + c + d, share);
        }
    }
}
