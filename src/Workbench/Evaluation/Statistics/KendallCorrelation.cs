using System.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>Kendall's tau-b (1938, 1945): pairs of items in the same order less pairs in opposite order, allowing for ties.</summary>
public static class KendallCorrelation
{
    /// <summary>The coefficient and the test that it is zero.</summary>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair.</param>
    /// <param name="alternative">What is asked about the coefficient against zero.</param>
    /// <param name="method">
    /// Auto is exact without ties up to 33 pairs (or with at most one pair of items out of order), otherwise asymptotic.
    /// </param>
    /// <param name="nanPolicy">What to do with NaN; omitting leaves out the pair.</param>
    /// <returns>NaN with fewer than two pairs or a constant side.</returns>
    /// <exception cref="ArgumentException">The lengths differ, ties with the exact method, or fewer than three pairs with the asymptotic one.</exception>
    public static CorrelationResult TauB(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Alternative alternative = Alternative.TwoSided,
        RankTestMethod method = RankTestMethod.Auto,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (x.Count < 2 || y.Count < 2)
        {
            return CorrelationResult.Undefined;
        }

        Sample.SameLength(Sample.Array(x, nameof(x)), Sample.Array(y, nameof(y)));
        if (Sample.Pairs(x, y, nanPolicy) is not ({ Length: >= 2 } a, var b))
        {
            return CorrelationResult.Undefined;
        }

        long n = a.Length, pairs = n * (n - 1) / 2;
        int[] tiesX = Ranks.WithTies(a).TieSizes, tiesY = Ranks.WithTies(b).TieSizes;
        long tiedX = Pairs(tiesX), tiedY = Pairs(tiesY);
        if (tiedX == pairs || tiedY == pairs)
        {
            return CorrelationResult.Undefined;
        }

        var (concordant, discordant) = Count(a, b);
        var excess = concordant - discordant;
        var tau = Math.Clamp(excess / Math.Sqrt(pairs - tiedX) / Math.Sqrt(pairs - tiedY), -1, 1);
        var tied = tiedX > 0 || tiedY > 0;
        if (method == RankTestMethod.Auto)
        {
            method = !tied && (n <= 33 || Math.Min(discordant, concordant) <= 1) ? RankTestMethod.Exact : RankTestMethod.Asymptotic;
        }

        return new(tau, method switch
        {
            RankTestMethod.Exact when tied => throw new ArgumentException("The exact distribution of Kendall's tau is for values without ties; take the asymptotic one."),
            RankTestMethod.Exact => ExactP((int)n, concordant, pairs, alternative),
            RankTestMethod.Asymptotic => AsymptoticP(n, excess, tiesX, tiesY, alternative),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Kendall's tau knows the methods Auto, Exact and Asymptotic."),
        });
    }

    private static (long Concordant, long Discordant) Count(double[] x, double[] y)
    {
        long concordant = 0, discordant = 0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var order = Math.Sign(x[i].CompareTo(x[j])) * Math.Sign(y[i].CompareTo(y[j]));
                concordant += order > 0 ? 1 : 0;
                discordant += order < 0 ? 1 : 0;
            }
        }

        return (concordant, discordant);
    }

    private static double ExactP(int n, long concordant, long pairs, Alternative alternative)
    {
        double less = AtMost(n, concordant, pairs), greater = AtMost(n, pairs - concordant, pairs);
        return alternative switch
        {
            Alternative.Less => less,
            Alternative.Greater => greater,
            _ => Math.Min(1, 2 * Math.Min(less, greater)),
        };
    }

    // P(at most c pairs in order): permutations by their number of inversions, the coefficients of prod_j (1 + q + … + q^(j-1)).
    private static double AtMost(int n, long c, long pairs)
    {
        if (2 * c >= pairs)
        {
            return c >= pairs ? 1 : 1 - AtMost(n, pairs - c - 1, pairs);
        }

        if (c < 0)
        {
            return 0;
        }

        var counts = new BigInteger[c + 1];
        counts[0] = 1;
        var all = BigInteger.One;
        for (var j = 2; j <= n; j++)
        {
            all *= j;
            for (long s = 1; s <= c; s++)
            {
                counts[s] += counts[s - 1];
            }

            for (var s = c; s >= j; s--)
            {
                counts[s] -= counts[s - j];
            }
        }

        return MannWhitneyDistribution.Ratio(counts.Aggregate(BigInteger.Zero, (sum, count) => sum + count), all);
    }

    // Kendall (1970), Rank Correlation Methods, ch. 4: the variance of the excess with ties on both sides.
    private static double AsymptoticP(double n, long excess, int[] tiesX, int[] tiesY, Alternative alternative)
    {
        if (n < 3)
        {
            throw new ArgumentException("The asymptotic test of Kendall's tau needs at least three pairs.");
        }

        var m = n * (n - 1);
        var variance = (m * (2 * n + 5) - Sum(tiesX, t => t * (t - 1) * (2 * t + 5)) - Sum(tiesY, t => t * (t - 1) * (2 * t + 5))) / 18
            + 2 * (double)Pairs(tiesX) * Pairs(tiesY) / m
            + Sum(tiesX, t => t * (t - 1) * (t - 2)) * Sum(tiesY, t => t * (t - 1) * (t - 2)) / (9 * m * (n - 2));
        return NormalDistribution.PValue(excess / Math.Sqrt(variance), alternative);

        static double Sum(int[] ties, Func<double, double> term) => ties.Sum(t => term(t));
    }

    private static long Pairs(int[] ties) => ties.Sum(t => (long)t * (t - 1) / 2);
}
