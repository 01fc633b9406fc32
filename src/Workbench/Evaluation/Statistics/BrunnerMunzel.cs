namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The test of Brunner and Munzel (2000): is a value of x above a value of y as often as below, without assuming that the two distributions
/// have the same shape?
/// </summary>
public static class BrunnerMunzel
{
    /// <summary>Compares two independent samples by their ranks in the pooled sample and in their own.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <param name="alternative">What is asked about x against y.</param>
    /// <param name="normal">True takes the normal distribution, for large samples; false (default) t with estimated degrees of freedom.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    /// <returns>The statistic, positive where y tends to be larger, and p; p is NaN where the samples do not overlap and t is asked for.</returns>
    public static TestResult Test(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Alternative alternative = Alternative.TwoSided,
        bool normal = false,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (Sample.Two(x, y, nanPolicy) is not ({ Length: > 0 } a, { Length: > 0 } b))
        {
            return TestResult.Undefined;
        }

        double n1 = a.Length, n2 = b.Length;
        var pooled = Ranks.Of([.. a, .. b]);
        var (mean1, spread1) = Placements(pooled[..a.Length], Ranks.Of(a));
        var (mean2, spread2) = Placements(pooled[a.Length..], Ranks.Of(b));
        var variance = n1 * spread1 + n2 * spread2;
        var statistic = n1 * n2 * (mean2 - mean1) / ((n1 + n2) * Math.Sqrt(variance));
        if (normal)
        {
            return new(statistic, NormalDistribution.PValue(-statistic, alternative));
        }

        var df = variance * variance / (n1 * spread1 * (n1 * spread1) / (n1 - 1) + n2 * spread2 * (n2 * spread2) / (n2 - 1));
        return new(statistic, StudentT.PValue(-statistic, df, alternative));
    }

    // The mean pooled rank, and the variance of (pooled rank - own rank).
    private static (double Mean, double Variance) Placements(double[] pooled, double[] own) =>
        (Descriptive.Mean(pooled), Descriptive.Variance(TTest.Differences(pooled, own)));
}
