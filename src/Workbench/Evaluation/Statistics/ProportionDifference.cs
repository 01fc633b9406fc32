namespace Workbench.Evaluation.Statistics;

/// <summary>
/// Intervals of the difference of two shares of <em>different</em> items, share 1 - share 2. For the same items before and after see
/// <see cref="PairedShareInterval"/>.
/// </summary>
public static class ProportionDifference
{
    /// <summary>Hybrid of two Wilson intervals (Newcombe 1998, method 10 for independent shares): the default choice.</summary>
    /// <param name="successes1">Hits in the first sample.</param>
    /// <param name="trials1">Size of the first sample.</param>
    /// <param name="successes2">Hits in the second sample.</param>
    /// <param name="trials2">Size of the second sample.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level lies outside its range.</exception>
    public static ConfidenceInterval Newcombe(long successes1, long trials1, long successes2, long trials2, double level = 0.95)
    {
        var one = ProportionInterval.Wilson(successes1, trials1, level);
        var two = ProportionInterval.Wilson(successes2, trials2, level);
        double p1 = (double)successes1 / trials1, p2 = (double)successes2 / trials2;
        return new ConfidenceInterval(
            p1 - p2 - Length(p1 - one.Low, two.High - p2), p1 - p2 + Length(p2 - two.Low, one.High - p1), level);

        static double Length(double a, double b) => Math.Sqrt(a * a + b * b);
    }

    /// <summary>p1 - p2 +- z sqrt(p1 (1 - p1) / n1 + p2 (1 - p2) / n2); too narrow for small samples.</summary>
    /// <param name="successes1">Hits in the first sample.</param>
    /// <param name="trials1">Size of the first sample.</param>
    /// <param name="successes2">Hits in the second sample.</param>
    /// <param name="trials2">Size of the second sample.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level lies outside its range.</exception>
    public static ConfidenceInterval Wald(long successes1, long trials1, long successes2, long trials2, double level = 0.95)
    {
        ConfidenceInterval.CheckLevel(level);
        Proportion.Check(successes1, trials1);
        Proportion.Check(successes2, trials2);
        double n1 = trials1, n2 = trials2, p1 = successes1 / n1, p2 = successes2 / n2;
        var half = ProportionInterval.Critical(level) * Math.Sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
        return new ConfidenceInterval(p1 - p2 - half, p1 - p2 + half, level);
    }

    /// <summary>Wald's interval after adding one hit and one miss to each sample (Agresti and Caffo 2000).</summary>
    /// <param name="successes1">Hits in the first sample.</param>
    /// <param name="trials1">Size of the first sample.</param>
    /// <param name="successes2">Hits in the second sample.</param>
    /// <param name="trials2">Size of the second sample.</param>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level lies outside its range.</exception>
    public static ConfidenceInterval AgrestiCaffo(long successes1, long trials1, long successes2, long trials2, double level = 0.95)
    {
        Proportion.Check(successes1, trials1);
        Proportion.Check(successes2, trials2);
        return Wald(successes1 + 1, trials1 + 2, successes2 + 1, trials2 + 2, level);
    }
}
