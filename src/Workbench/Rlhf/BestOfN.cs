namespace Workbench.Rlhf;

/// <summary>Best-of-n sampling: the policy without training, the yardstick for what training is worth (Stiennon et al. 2020; Gao et al. 2023).</summary>
public static class BestOfN
{
    /// <summary>log n - (n - 1) / n: an upper bound of the KL between best-of-n and the sampling policy, in nats (Beirami et al. 2024).</summary>
    /// <param name="n">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static double KlBound(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return Math.Log(n) - (n - 1.0) / n;
    }

    /// <summary>The position of the highest score in each group of n, counted in the whole list; the first one at a tie.</summary>
    /// <param name="scores">Each prompt's n responses in a row.</param>
    /// <param name="n">At least 1.</param>
    /// <exception cref="ArgumentException">The scores do not divide into groups of n.</exception>
    public static int[] Select(IReadOnlyList<double> scores, int n)
    {
        if (n < 1 || scores.Count % n != 0)
        {
            throw new ArgumentException($"{scores.Count} scores do not divide into groups of {n}.", nameof(n));
        }

        return [.. Enumerable.Range(0, scores.Count / n)
            .Select(group => Enumerable.Range(group * n, n).MaxBy(index => scores[index]))];
    }

    /// <summary>
    /// Unbiased estimate of E[max of n scores] from N of one prompt: sum_i C(i - 1, n - 1) / C(N, n) s_(i), s_(i) in ascending order
    /// (Nakano et al. 2021, appendix I).
    /// </summary>
    /// <param name="scores">N scores of independent samples.</param>
    /// <param name="n">From 1 to N.</param>
    /// <exception cref="ArgumentOutOfRangeException">n does not lie in [1, N].</exception>
    public static double ExpectedMaximum(IReadOnlyCollection<double> scores, int n)
    {
        if (n < 1 || n > scores.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(n), n, $"n must lie in [1, {scores.Count}], the number of scores.");
        }

        // The weight of the largest score is n / N; that of the next lower one, at rank i - 1, is (i - n) / (i - 1) of it.
        var total = 0.0;
        var weight = (double)n / scores.Count;
        var rank = scores.Count;
        foreach (var score in scores.OrderDescending())
        {
            total += weight * score;
            weight *= rank > 1 ? (double)(rank - n) / (rank - 1) : 0;
            rank--;
        }

        return total;
    }
}
