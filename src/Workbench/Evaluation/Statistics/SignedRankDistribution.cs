namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The exact distribution of W+, the sum of the ranks that fall on the positive side when each sign is a fair coin:
/// the coefficients of prod_i (1 + z^r_i) / 2, multiplied out one rank at a time.
/// </summary>
internal static class SignedRankDistribution
{
    /// <summary>P(W+ &lt;= w) for the ranks 1 … n.</summary>
    public static double Cdf(long w, int n) => Tails([.. Enumerable.Range(1, n)], w).AtMost;

    /// <summary>P(W+ >= w) for the ranks 1 … n.</summary>
    public static double UpperTail(long w, int n) => Tails([.. Enumerable.Range(1, n)], w).AtLeast;

    /// <summary>P(W &lt;= w) and P(W >= w), where W adds each of <paramref name="ranks"/> with probability one half.</summary>
    public static (double AtMost, double AtLeast) Tails(int[] ranks, long w)
    {
        var total = ranks.Sum(r => (long)r);
        return (AtMost(w), AtMost(total - w)); // W and total - W have the same distribution

        double AtMost(long limit)
        {
            if (limit < 0)
            {
                return 0;
            }

            return limit >= total ? 1 : 2 * limit < total ? Lower(limit) : 1 - Lower(total - limit - 1);
        }

        double Lower(long limit)
        {
            if (limit < 0)
            {
                return 0;
            }

            var probabilities = new double[limit + 1];
            probabilities[0] = 1;
            foreach (var rank in ranks)
            {
                for (var s = limit; s >= 0; s--)
                {
                    probabilities[s] = 0.5 * (probabilities[s] + (s >= rank ? probabilities[s - rank] : 0));
                }
            }

            return Descriptive.Sum(probabilities);
        }
    }
}
