namespace Workbench.Evaluation.Statistics;

/// <summary>The exact distribution of the sum of k of the given ranks, every choice of k being as likely: ties and all.</summary>
internal static class RankSumDistribution
{
    /// <summary>P(S &lt;= sum) and P(S >= sum) for whole-number ranks (twice the mid-ranks).</summary>
    public static (double AtMost, double AtLeast) Tails(int[] ranks, int k, int sum)
    {
        var largest = ranks.Order().TakeLast(k).Sum();
        // ways[j][s]: choices of j ranks that sum to s, as a share of all choices of j among those seen so far
        var ways = Enumerable.Range(0, k + 1).Select(_ => new double[largest + 1]).ToArray();
        ways[0][0] = 1;
        for (var seen = 0; seen < ranks.Length; seen++)
        {
            var rank = ranks[seen];
            for (var j = Math.Min(k, seen + 1); j >= 1; j--)
            {
                var taken = (double)j / (seen + 1);
                for (var s = largest; s >= 0; s--)
                {
                    ways[j][s] = (1 - taken) * ways[j][s] + (s >= rank ? taken * ways[j - 1][s - rank] : 0);
                }
            }
        }

        return (Descriptive.Sum(ways[k][..(sum + 1)]), Descriptive.Sum(ways[k][sum..]));
    }
}
