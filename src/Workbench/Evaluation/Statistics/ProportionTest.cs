namespace Workbench.Evaluation.Statistics;

/// <summary>Tests of the difference of two shares of different items. For the same items before and after see <see cref="McNemar"/>.</summary>
public static class ProportionTest
{
    /// <summary>z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)) with the pooled share p; its square is Pearson's chi-squared.</summary>
    /// <param name="successes1">Hits in the first sample.</param>
    /// <param name="trials1">Size of the first sample.</param>
    /// <param name="successes2">Hits in the second sample.</param>
    /// <param name="trials2">Size of the second sample.</param>
    /// <param name="alternative">What is asked about the first share against the second.</param>
    /// <returns>NaN where every item, or none, is a hit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count lies outside its range.</exception>
    public static TestResult PooledZ(
        long successes1, long trials1, long successes2, long trials2, Alternative alternative = Alternative.TwoSided) =>
        Z(successes1, trials1, successes2, trials2, 1, alternative);

    /// <summary>The score test of Miettinen and Nurminen (1985): <see cref="PooledZ"/> with the variance times N / (N - 1).</summary>
    /// <param name="successes1">Hits in the first sample.</param>
    /// <param name="trials1">Size of the first sample.</param>
    /// <param name="successes2">Hits in the second sample.</param>
    /// <param name="trials2">Size of the second sample.</param>
    /// <param name="alternative">What is asked about the first share against the second.</param>
    /// <returns>NaN where every item, or none, is a hit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count lies outside its range.</exception>
    public static TestResult Score(
        long successes1, long trials1, long successes2, long trials2, Alternative alternative = Alternative.TwoSided)
    {
        double n = trials1 + trials2;
        return Z(successes1, trials1, successes2, trials2, n / (n - 1), alternative);
    }

    private static TestResult Z(long k1, long n1, long k2, long n2, double factor, Alternative alternative)
    {
        Proportion.Check(k1, n1);
        Proportion.Check(k2, n2);
        var pooled = (k1 + k2) / (double)(n1 + n2);
        var variance = pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n2) * factor;
        var z = ((double)k1 / n1 - (double)k2 / n2) / Math.Sqrt(variance);
        return new(z, NormalDistribution.PValue(z, alternative));
    }
}
