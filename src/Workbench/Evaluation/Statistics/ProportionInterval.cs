namespace Workbench.Evaluation.Statistics;

/// <summary>Intervals for one share, k hits in n trials.</summary>
public static class ProportionInterval
{
    /// <summary>
    /// The score interval (Wilson 1927); good for small n too, the default choice. With <paramref name="continuityCorrection"/>
    /// Newcombe's (1998) conservative variant.
    /// </summary>
    /// <param name="successes">k, in 0 … n.</param>
    /// <param name="trials">n, at least 1; may be fractional where ties count half.</param>
    /// <param name="level">In (0, 1).</param>
    /// <param name="continuityCorrection">Widens the interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the level lie outside their ranges.</exception>
    public static ConfidenceInterval Wilson(double successes, double trials, double level = 0.95, bool continuityCorrection = false)
    {
        Check(successes, trials, level);
        double z = Critical(level), n = trials, p = successes / n;
        if (!continuityCorrection)
        {
            var centre = (p + z * z / (2 * n)) / (1 + z * z / n);
            var half = z / (1 + z * z / n) * Math.Sqrt((p * (1 - p) + z * z / (4 * n)) / n);
            return Clamped(successes == 0 ? 0 : centre - half, successes == n ? 1 : centre + half, level);
        }

        var denominator = 2 * (n + z * z);
        var low = (2 * n * p + z * z - 1 - z * Math.Sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1))) / denominator;
        var high = (2 * n * p + z * z + 1 + z * Math.Sqrt(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))) / denominator;
        return Clamped(successes == 0 ? 0 : low, successes == n ? 1 : high, level);
    }

    /// <summary>The exact interval (Clopper and Pearson 1934): never covers less than it says, often more.</summary>
    /// <param name="successes">k, in 0 … n.</param>
    /// <param name="trials">n, at least 1.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the level lie outside their ranges.</exception>
    public static ConfidenceInterval ClopperPearson(double successes, double trials, double level = 0.95)
    {
        Check(successes, trials, level);
        var tail = (1 - level) / 2;
        return new ConfidenceInterval(
            successes == 0 ? 0 : IncompleteBeta.Inverse(successes, trials - successes + 1, tail),
            successes == trials ? 1 : 1 - IncompleteBeta.Inverse(trials - successes, successes + 1, tail),
            level);
    }

    /// <summary>Quantiles of the posterior Beta(k + 1/2, n - k + 1/2) under Jeffreys' prior (Brown, Cai and DasGupta 2001).</summary>
    /// <param name="successes">k, in 0 … n.</param>
    /// <param name="trials">n, at least 1.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the level lie outside their ranges.</exception>
    public static ConfidenceInterval Jeffreys(double successes, double trials, double level = 0.95)
    {
        Check(successes, trials, level);
        double tail = (1 - level) / 2, a = successes + 0.5, b = trials - successes + 0.5;
        return new ConfidenceInterval(IncompleteBeta.Inverse(a, b, tail), 1 - IncompleteBeta.Inverse(b, a, tail), level);
    }

    /// <summary>p +- z sqrt(p (1 - p) / n), cut to [0, 1]. Known from textbooks; too narrow near 0 and 1 and for small n.</summary>
    /// <param name="successes">k, in 0 … n.</param>
    /// <param name="trials">n, at least 1.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the level lie outside their ranges.</exception>
    public static ConfidenceInterval Wald(double successes, double trials, double level = 0.95)
    {
        Check(successes, trials, level);
        return AroundMean(successes / trials, trials, level);
    }

    /// <summary>Wald's interval after adding z^2 / 2 hits and misses (Agresti and Coull 1998).</summary>
    /// <param name="successes">k, in 0 … n.</param>
    /// <param name="trials">n, at least 1.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the level lie outside their ranges.</exception>
    public static ConfidenceInterval AgrestiCoull(double successes, double trials, double level = 0.95)
    {
        Check(successes, trials, level);
        var z = Critical(level);
        var n = trials + z * z;
        return AroundMean((successes + z * z / 2) / n, n, level);
    }

    internal static double Critical(double level) => -NormalDistribution.Quantile((1 - level) / 2);

    private static ConfidenceInterval AroundMean(double p, double n, double level)
    {
        var half = Critical(level) * Math.Sqrt(p * (1 - p) / n);
        return Clamped(p - half, p + half, level);
    }

    private static ConfidenceInterval Clamped(double low, double high, double level) =>
        new(Math.Clamp(low, 0, 1), Math.Clamp(high, 0, 1), level);

    private static void Check(double successes, double trials, double level)
    {
        ConfidenceInterval.CheckLevel(level);
        if (!(trials >= 1) || double.IsInfinity(trials))
        {
            throw new ArgumentOutOfRangeException(nameof(trials), trials, "There must be at least one trial.");
        }

        if (!(successes >= 0 && successes <= trials))
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"The number of hits lies in 0 … {trials} (the number of trials).");
        }
    }
}
