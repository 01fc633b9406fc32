namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of an equivalence test.</summary>
/// <param name="PValue">The larger of the two one-sided p values; small means that the difference lies inside the margins.</param>
/// <param name="Lower">The test that the difference is above the lower margin.</param>
/// <param name="Upper">The test that the difference is below the upper margin.</param>
public readonly record struct EquivalenceResult(double PValue, TTestResult Lower, TTestResult Upper);

/// <summary>
/// Two one-sided t tests (Schuirmann 1987): shows that a difference is too small to matter, which a large p of an ordinary test does not.
/// </summary>
public static class EquivalenceTest
{
    /// <summary>Tests whether the mean difference x - y of pairs lies between two margins.</summary>
    /// <param name="x">The first value of each pair; a NaN makes p NaN.</param>
    /// <param name="y">The second value of each pair, as many as <paramref name="x"/>.</param>
    /// <param name="low">The lower margin.</param>
    /// <param name="high">The upper margin, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ or the margins are out of order.</exception>
    public static EquivalenceResult Paired(IReadOnlyList<double> x, IReadOnlyList<double> y, double low, double high)
    {
        // NaN flows through the arithmetic.
        var (a, b) = Sample.Broadcast(Sample.Array(x, nameof(x)), Sample.Array(y, nameof(y)));
        var differences = TTest.Differences(a, b);
        return Of(Descriptive.Mean(differences), Descriptive.StandardError(differences), differences.Length - 1, low, high);
    }

    /// <summary>Tests whether the difference of the means of two independent samples lies between two margins.</summary>
    /// <param name="x">The first sample; a NaN makes p NaN.</param>
    /// <param name="y">The second sample.</param>
    /// <param name="low">The lower margin.</param>
    /// <param name="high">The upper margin, above <paramref name="low"/>.</param>
    /// <param name="equalVariances">True pools the variances; false (default) is Welch's test.</param>
    /// <returns>Without spread Welch's degrees of freedom, and with them p, are NaN.</returns>
    /// <exception cref="ArgumentException">The margins are out of order.</exception>
    public static EquivalenceResult Independent(
        IReadOnlyList<double> x, IReadOnlyList<double> y, double low, double high, bool equalVariances = false)
    {
        var (a, b) = (Sample.Array(x, nameof(x)), Sample.Array(y, nameof(y)));
        var (degreesOfFreedom, standardError) = TTest.Spread(a, b, equalVariances);
        var spread = equalVariances || standardError > 0;
        return Of(Descriptive.Mean(a) - Descriptive.Mean(b), standardError, spread ? degreesOfFreedom : double.NaN, low, high);
    }

    private static EquivalenceResult Of(double estimate, double standardError, double degreesOfFreedom, double low, double high)
    {
        if (!(low < high))
        {
            throw new ArgumentException($"The lower margin ({low}) must be below the upper one ({high}).");
        }

        var lower = TTestResult.Of(estimate, low, standardError, degreesOfFreedom, Alternative.Greater);
        var upper = TTestResult.Of(estimate, high, standardError, degreesOfFreedom, Alternative.Less);
        return new(Math.Max(lower.PValue, upper.PValue), lower, upper);
    }
}
