namespace Workbench.Evaluation.Statistics;

/// <summary>How the p value of a rank test is found.</summary>
public enum RankTestMethod
{
    /// <summary>Exact where that is quick and right, otherwise asymptotic; each test says where it changes over.</summary>
    Auto,

    /// <summary>From the distribution of the statistic without ties.</summary>
    Exact,

    /// <summary>From the normal approximation, corrected for ties.</summary>
    Asymptotic,

    /// <summary>From every assignment of the observed ranks: exact with ties and zeros too.</summary>
    Permutation,
}

/// <summary>What Wilcoxon's test does with pairs that do not differ.</summary>
public enum ZeroMethod
{
    /// <summary>They are left out (Wilcoxon 1945).</summary>
    Wilcox,

    /// <summary>They are ranked and their ranks dropped (Pratt 1959).</summary>
    Pratt,

    /// <summary>They are ranked and their ranks shared between both sides.</summary>
    ZSplit,
}

/// <summary>The outcome of Wilcoxon's signed-rank test.</summary>
/// <param name="Statistic">The smaller rank sum for a two-sided test, <paramref name="PositiveRanks"/> for a one-sided one.</param>
/// <param name="PValue">How often chance alone gives rank sums at least this uneven.</param>
/// <param name="PositiveRanks">W+, the rank sum of the pairs with x > y.</param>
/// <param name="NegativeRanks">W-, the rank sum of the pairs with x &lt; y.</param>
public readonly record struct WilcoxonResult(double Statistic, double PValue, double PositiveRanks, double NegativeRanks)
{
    /// <summary>Matched-pairs rank-biserial correlation (W+ - W-) / (W+ + W-), in [-1, 1] (Kerby 2014); NaN when no pair differs.</summary>
    public double RankBiserial => (PositiveRanks - NegativeRanks) / (PositiveRanks + NegativeRanks);
}

/// <summary>Wilcoxon's signed-rank test of paired values (Wilcoxon 1945): are the differences centred on zero?</summary>
public static class Wilcoxon
{
    /// <summary>Ranks |x - y| and compares the rank sums of the positive and the negative differences.</summary>
    /// <remarks>
    /// <see cref="RankTestMethod.Auto"/>: asymptotic above 50 pairs; else exact without ties and zeros; with them every sign
    /// assignment up to 13 pairs, otherwise asymptotic. <see cref="RankTestMethod.Exact"/> with ties or zeros takes the tie-free
    /// distribution of the remaining count and rounds W+ towards the middle (conservative);
    /// <see cref="RankTestMethod.Permutation"/> is exact there too. The correction of the variance for zeros after
    /// <see cref="ZeroMethod.Pratt"/> is Cureton's (1967).
    /// </remarks>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair, as many as <paramref name="x"/>.</param>
    /// <param name="alternative">What is asked about x against y.</param>
    /// <param name="zeroMethod">What to do with pairs that do not differ.</param>
    /// <param name="continuityCorrection">Moves the asymptotic z half a rank towards zero.</param>
    /// <param name="method">How the p value is found.</param>
    /// <param name="nanPolicy">What to do with NaN; omitting leaves out the pair.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, or there is a single pair where every assignment is to be counted.
    /// </exception>
    public static WilcoxonResult SignedRank(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Alternative alternative = Alternative.TwoSided,
        ZeroMethod zeroMethod = ZeroMethod.Wilcox,
        bool continuityCorrection = false,
        RankTestMethod method = RankTestMethod.Auto,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (Sample.Pairs(x, y, nanPolicy) is not ({ Length: > 0 } a, var b))
        {
            return new(double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var differences = TTest.Differences(a, b);
        return differences.Any(double.IsNaN) // of two infinite values
            ? new(double.NaN, double.NaN, double.NaN, double.NaN)
            : OfDifferences(differences, alternative, zeroMethod, continuityCorrection, method);
    }

    internal static WilcoxonResult OfDifferences(
        double[] differences, Alternative alternative, ZeroMethod zeroMethod, bool continuityCorrection, RankTestMethod method)
    {
        var zeros = differences.Count(d => d == 0);
        var kept = zeroMethod == ZeroMethod.Wilcox ? [.. differences.Where(d => d != 0)] : differences;
        var (ranks, tieSizes) = Ranks.WithTies([.. kept.Select(Math.Abs)]);
        double positive = 0, negative = 0, zeroRanks = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            switch (Math.Sign(kept[i]))
            {
                case 1: positive += ranks[i]; break;
                case -1: negative += ranks[i]; break;
                default: zeroRanks += ranks[i]; break;
            }
        }

        var shared = zeroMethod == ZeroMethod.ZSplit ? zeroRanks / 2 : 0;
        var hasTies = tieSizes.Any(t => t > 1);
        if (method == RankTestMethod.Auto)
        {
            method = differences.Length > 50 ? RankTestMethod.Asymptotic
                : !hasTies && zeros == 0 ? RankTestMethod.Exact
                : differences.Length <= 13 ? RankTestMethod.Permutation
                : RankTestMethod.Asymptotic;
        }

        var p = method switch
        {
            RankTestMethod.Exact => ExactP(positive + shared, kept.Length, alternative),
            RankTestMethod.Permutation => PermutationP(differences.Length, kept, ranks, positive, alternative),
            RankTestMethod.Asymptotic => AsymptoticP(
                positive + shared, kept.Length, zeroMethod == ZeroMethod.Pratt ? zeros : 0, tieSizes, continuityCorrection, alternative),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such method."),
        };
        positive += shared;
        negative += shared;
        return new(alternative == Alternative.TwoSided ? Math.Min(positive, negative) : positive, p, positive, negative);
    }

    private static double ExactP(double positive, int n, Alternative alternative)
    {
        var less = SignedRankDistribution.Cdf((long)Math.Ceiling(positive), n);
        var greater = SignedRankDistribution.UpperTail((long)Math.Floor(positive), n);
        return alternative switch
        {
            Alternative.Less => less,
            Alternative.Greater => greater,
            _ => Math.Min(1, 2 * Math.Min(less, greater)),
        };
    }

    private static double PermutationP(int pairs, double[] kept, double[] ranks, double positive, Alternative alternative)
    {
        if (pairs < 2)
        {
            throw new ArgumentException($"Counting every sign assignment needs at least two pairs; found {pairs}.");
        }

        var halfRanks = Enumerable.Range(0, kept.Length).Where(i => kept[i] != 0).Select(i => (int)(2 * ranks[i]));
        var (less, greater) = SignedRankDistribution.Tails([.. halfRanks], (long)(2 * positive));
        return alternative switch
        {
            Alternative.Less => less,
            Alternative.Greater => greater,
            _ => Math.Min(1, 2 * Math.Min(less, greater)),
        };
    }

    private static double AsymptoticP(
        double positive, int n, int prattZeros, int[] tieSizes, bool continuityCorrection, Alternative alternative)
    {
        double count = n, zeros = prattZeros;
        var mean = (count * (count + 1) - zeros * (zeros + 1)) / 4;
        var variance = count * (count + 1) * (2 * count + 1) - zeros * (zeros + 1) * (2 * zeros + 1);
        var ties = prattZeros > 0 ? tieSizes.Skip(1) : tieSizes; // zeros are the smallest |difference|
        var standardError = Math.Sqrt((variance - Ranks.TieTerm(ties) / 2) / 24);
        var z = (positive - mean) / standardError;
        if (continuityCorrection && !double.IsNaN(z))
        {
            var sign = alternative switch { Alternative.Greater => 1, Alternative.Less => -1, _ => Math.Sign(z) };
            z -= sign * 0.5 / standardError;
        }

        return NormalDistribution.PValue(z, alternative);
    }
}
