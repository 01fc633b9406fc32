namespace Workbench.Rlhf;

/// <summary>Mean and variance of all scores seen so far, for reward scaling (Engstrom et al. 2020; TRL `RunningMoments`).</summary>
/// <param name="Mean">Mean of what was seen; 0 before anything was.</param>
/// <param name="Variance">Biased variance of what was seen; 1 before anything was.</param>
/// <param name="Count">How many scores were seen.</param>
/// <remarks>
/// TRL computes in float32, starts from a count of 1e-24, and divides by zero where only one score was seen. Here doubles are used
/// and <see cref="StandardDeviation"/> is 1 until two scores were seen.
/// </remarks>
public sealed record RunningMoments(double Mean = 0, double Variance = 1, long Count = 0)
{
    /// <summary>Unbiased (N - 1); 1 until two scores were seen.</summary>
    public double StandardDeviation => Count < 2 ? 1 : Math.Sqrt(Variance * Count / (Count - 1));

    /// <summary>The moments with a further batch (Chan, Golub and LeVeque 1979).</summary>
    /// <exception cref="ArgumentException">The batch is empty or holds a number that is not finite.</exception>
    public RunningMoments Add(IReadOnlyCollection<double> scores)
    {
        if (scores.Count == 0 || scores.Any(score => !double.IsFinite(score)))
        {
            throw new ArgumentException("A batch of scores must hold at least one, all finite.", nameof(scores));
        }

        var mean = scores.Average();
        var squares = scores.Sum(score => (score - mean) * (score - mean));
        if (Count == 0)
        {
            return new RunningMoments(mean, squares / scores.Count, scores.Count);
        }

        var total = Count + scores.Count;
        var delta = mean - Mean;
        var sum = Variance * Count + squares + delta * delta * Count * scores.Count / total;
        return new RunningMoments(Mean + delta * scores.Count / total, sum / total, total);
    }
}
