namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The Mann-Whitney U test of two independent samples (1947): is a value of x above a value of y more often than below?
/// </summary>
public static class MannWhitney
{
    /// <summary>Compares the ranks of two samples in the pooled one.</summary>
    /// <remarks>
    /// <see cref="RankTestMethod.Auto"/> is exact when one sample has at most 8 values and there are no ties, otherwise asymptotic.
    /// <see cref="RankTestMethod.Exact"/> takes the distribution without ties; <see cref="RankTestMethod.Permutation"/> is exact with ties.
    /// </remarks>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <param name="alternative">What is asked about x against y.</param>
    /// <param name="continuityCorrection">Moves the asymptotic z half a rank towards zero.</param>
    /// <param name="method">How the p value is found.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    /// <returns>U of x: the number of pairs (x, y) with x > y, ties counting half; and p. NaN for an empty sample; p of constant values is NaN without the correction.</returns>
    public static TestResult U(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Alternative alternative = Alternative.TwoSided,
        bool continuityCorrection = true,
        RankTestMethod method = RankTestMethod.Auto,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (Sample.Two(x, y, nanPolicy) is not ({ Length: > 0 } a, { Length: > 0 } b))
        {
            return TestResult.Undefined;
        }

        int n1 = a.Length, n2 = b.Length;
        var (ranks, tieSizes) = Ranks.WithTies([.. a, .. b]);
        var u = ranks.Take(n1).Sum() - n1 * (n1 + 1.0) / 2;
        if (method == RankTestMethod.Auto)
        {
            method = (n1 > 8 && n2 > 8) || tieSizes.Any(t => t > 1) ? RankTestMethod.Asymptotic : RankTestMethod.Exact;
        }

        return new(u, method switch
        {
            RankTestMethod.Exact => ExactP(u, n1, n2, alternative),
            RankTestMethod.Asymptotic => AsymptoticP(u, n1, n2, tieSizes, continuityCorrection, alternative),
            RankTestMethod.Permutation => PermutationP(ranks, n1, alternative),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such method."),
        });
    }

    private static double ExactP(double u, long n1, long n2, Alternative alternative)
    {
        var opposite = n1 * n2 - u;
        var tail = MannWhitneyDistribution.UpperTail((int)n1, (int)n2, (long)(alternative switch
        {
            Alternative.Greater => u,
            Alternative.Less => opposite,
            _ => Math.Max(u, opposite),
        }));
        return alternative == Alternative.TwoSided ? Math.Min(1, 2 * tail) : tail;
    }

    private static double AsymptoticP(double u, double n1, double n2, int[] tieSizes, bool continuityCorrection, Alternative alternative)
    {
        var n = n1 + n2;
        var distance = u - n1 * n2 / 2;
        if (continuityCorrection)
        {
            distance -= 0.5 * alternative switch { Alternative.Greater => 1, Alternative.Less => -1, _ => Math.Sign(distance) };
        }

        var spread = Math.Sqrt(n1 * n2 / 12 * (n + 1 - Ranks.TieTerm(tieSizes) / (n * (n - 1))));
        if (distance == 0 && spread == 0)
        {
            return continuityCorrection ? 1 : double.NaN; // every value is the same
        }

        return NormalDistribution.PValue(distance / spread, alternative);
    }

    private static double PermutationP(double[] ranks, int n1, Alternative alternative)
    {
        var (less, greater) = RankSumDistribution.Tails(Array.ConvertAll(ranks, r => (int)(2 * r)), n1, (int)(2 * ranks.Take(n1).Sum()));
        return alternative switch
        {
            Alternative.Less => less,
            Alternative.Greater => greater,
            _ => Math.Min(1, 2 * Math.Min(less, greater)),
        };
    }
}
