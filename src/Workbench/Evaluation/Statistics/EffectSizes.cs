namespace Workbench.Evaluation.Statistics;

/// <summary>How large a difference is, apart from how sure it is.</summary>
public static class EffectSizes
{
    /// <summary>
    /// Cohen's d (1988): the difference of means in standard deviations. Independent samples pool the variances; for pairs the mean of the
    /// two variances is taken (d_av, Cumming 2012).
    /// </summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample; at least one value.</param>
    /// <param name="paired">True for pairs.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    /// <exception cref="ArgumentException">y is empty, or pairs whose lengths differ.</exception>
    public static double CohensD(
        IReadOnlyList<double> x, IReadOnlyList<double> y, bool paired = false, NanPolicy nanPolicy = NanPolicy.Propagate) =>
        Cleaned(x, y, paired, nanPolicy) is var (a, b) ? D(a, b, paired) : double.NaN;

    /// <summary>Hedges' g (1981): Cohen's d times 1 - 3 / (4 (n1 + n2) - 9), which takes out the bias of small samples.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample; at least one value.</param>
    /// <param name="paired">True for pairs.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    /// <exception cref="ArgumentException">y is empty, or pairs whose lengths differ.</exception>
    public static double HedgesG(
        IReadOnlyList<double> x, IReadOnlyList<double> y, bool paired = false, NanPolicy nanPolicy = NanPolicy.Propagate) =>
        Cleaned(x, y, paired, nanPolicy) is var (a, b) ? D(a, b, paired) * SmallSampleCorrection(a.Length + b.Length) : double.NaN;

    /// <summary>d_z: the mean of the differences x - y in their own standard deviations. The effect that the power of a paired test depends on.</summary>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double CohensDz(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (a, b) = (Sample.Array(x, nameof(x)), Sample.Array(y, nameof(y)));
        Sample.SameLength(a, b);
        var differences = TTest.Differences(a, b);
        return Descriptive.Mean(differences) / Descriptive.StandardDeviation(differences);
    }

    /// <summary>
    /// The standardised mean difference without small-sample bias, and its variance (n1 + n2) / (n1 n2) + g^2 / (2 (n1 + n2 - 3.94)), for
    /// putting studies together (Hedges and Olkin 1985).
    /// </summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    public static (double Effect, double Variance) StandardizedMeanDifference(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double n1 = x.Count, n2 = y.Count, n = n1 + n2;
        var g = HedgesG(x, y);
        return (g, n / n1 / n2 + g * g / (2 * (n - 3.94)));
    }

    /// <summary>P(x > y) + P(x = y) / 2 for a random x and a random y (common language effect size; Vargha and Delaney 2000).</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <returns>In [0, 1]; 0.5 where neither tends to be larger; NaN for an empty sample or NaN.</returns>
    public static double CommonLanguage(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        x.Count == 0 || y.Count == 0 || x.Any(double.IsNaN) || y.Any(double.IsNaN)
            ? double.NaN
            : ((Ranks.Of([.. x, .. y]).Take(x.Count).Sum() - x.Count * (x.Count + 1.0) / 2) / x.Count) / y.Count;

    /// <summary>Cliff's delta (1993): P(x > y) - P(x &lt; y), in [-1, 1]; the rank-biserial correlation of two samples.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    public static double CliffsDelta(IReadOnlyList<double> x, IReadOnlyList<double> y) => 2 * CommonLanguage(x, y) - 1;

    /// <summary>A word for the size of Cliff's delta (Romano et al. 2006): negligible, small, medium or large.</summary>
    /// <param name="delta">In [-1, 1].</param>
    public static string Magnitude(double delta) => Math.Abs(delta) switch
    {
        < 0.147 => "negligible",
        < 0.33 => "small",
        < 0.474 => "medium",
        _ => "large",
    };

    /// <summary>Matched-pairs rank-biserial correlation, see <see cref="WilcoxonResult.RankBiserial"/>.</summary>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double MatchedPairsRankBiserial(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        Wilcoxon.SignedRank(x, y, method: RankTestMethod.Asymptotic).RankBiserial;

    /// <summary>
    /// Cohen's h (1988, ch. 6): 2 asin sqrt p1 - 2 asin sqrt p2, a difference of shares on a scale where equal steps are equally hard to see.
    /// </summary>
    /// <param name="first">A share in [0, 1].</param>
    /// <param name="second">A share in [0, 1].</param>
    public static double CohensH(double first, double second) => 2 * (Math.Asin(Math.Sqrt(first)) - Math.Asin(Math.Sqrt(second)));

    private static (double[] X, double[] Y)? Cleaned(IReadOnlyList<double> x, IReadOnlyList<double> y, bool paired, NanPolicy nanPolicy)
    {
        if (y.Count == 0)
        {
            throw new ArgumentException("An effect size needs at least one value of y.", nameof(y));
        }

        return paired ? Sample.Pairs(x, y, nanPolicy) : Sample.Two(x, y, nanPolicy);
    }

    private static double D(double[] x, double[] y, bool paired)
    {
        double v1 = Descriptive.Variance(x), v2 = Descriptive.Variance(y), n1 = x.Length, n2 = y.Length;
        var variance = paired ? (v1 + v2) / 2 : ((n1 - 1) * v1 + (n2 - 1) * v2) / (n1 + n2 - 2);
        return (Descriptive.Mean(x) - Descriptive.Mean(y)) / Math.Sqrt(variance);
    }

    private static double SmallSampleCorrection(double n) => 1 - 3 / (4 * n - 9);
}
