using System.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The exact distribution of U without ties. The number of rankings with U = u is the coefficient of q^u in the Gaussian binomial
/// coefficient prod_(i=1..n1) (1 - q^(n2+i)) / (1 - q^i) (Mann and Whitney 1947; Andrews 1976, ch. 3), in whole numbers of any size.
/// </summary>
internal static class MannWhitneyDistribution
{
    /// <summary>P(U >= u).</summary>
    public static double UpperTail(int n1, int n2, long u)
    {
        var most = (long)n1 * n2;
        // U and n1 n2 - U have the same distribution; sum the shorter tail.
        return u <= 0 ? 1 : u > most ? 0 : 2 * u >= most ? AtMost(n1, n2, most - u) : 1 - AtMost(n1, n2, u - 1);
    }

    private static double AtMost(int n1, int n2, long u)
    {
        var (few, many) = (Math.Min(n1, n2), Math.Max(n1, n2));
        var counts = new BigInteger[u + 1];
        counts[0] = 1;
        for (var i = 1; i <= few; i++)
        {
            for (var s = u; s >= many + i; s--)
            {
                counts[s] -= counts[s - many - i];
            }

            for (long s = i; s <= u; s++)
            {
                counts[s] += counts[s - i];
            }
        }

        var all = BigInteger.One;
        for (var i = 1; i <= few; i++)
        {
            all = all * (many + i) / i;
        }

        return Ratio(counts.Aggregate(BigInteger.Zero, (sum, count) => sum + count), all);
    }

    /// <summary>part / all, whatever their size.</summary>
    internal static double Ratio(BigInteger part, BigInteger all)
    {
        if (part.IsZero)
        {
            return 0;
        }

        var shift = (int)(all.GetBitLength() - part.GetBitLength()) + 64;
        return Math.ScaleB((double)((part << shift) / all), -shift);
    }
}
