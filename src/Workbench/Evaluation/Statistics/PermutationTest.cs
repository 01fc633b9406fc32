namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of a permutation test.</summary>
/// <param name="Statistic">The observed statistic.</param>
/// <param name="PValue">Share of the null distribution that is at least as extreme.</param>
/// <param name="NullDistribution">The statistic of every (or every drawn) permutation, in no particular order.</param>
/// <param name="IsExact">True when every permutation was counted.</param>
public sealed record PermutationResult(double Statistic, double PValue, IReadOnlyList<double> NullDistribution, bool IsExact);

/// <summary>
/// Permutation tests of any statistic (Fisher 1935; Pitman 1937): if the labels x and y mean nothing, exchanging them changes nothing.
/// </summary>
public static class PermutationTest
{
    /// <summary>Exchanges the two values within pairs: 2^n permutations.</summary>
    /// <param name="x">The first value of each pair; finite.</param>
    /// <param name="y">The second value of each pair; finite.</param>
    /// <param name="statistic">What to compute from the xs and the ys; it may not keep or change the arrays.</param>
    /// <param name="alternative">Which tail counts; two-sided is twice the smaller one.</param>
    /// <param name="limit">Up to this many permutations all are counted; above, as many are drawn.</param>
    /// <param name="random">The source of the draws; needed where there are more permutations than <paramref name="limit"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no pair, a value is not finite, or draws need a source.</exception>
    public static PermutationResult Paired(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Func<double[], double[], double> statistic,
        Alternative alternative = Alternative.TwoSided,
        int limit = 100_000,
        SeededRandom? random = null)
    {
        var (a, b) = (Finite(x, nameof(x)), Finite(y, nameof(y)));
        Sample.SameLength(a, b);
        var (first, second) = (new double[a.Length], new double[a.Length]);
        var exact = a.Length < 31 && 1L << a.Length <= limit;
        var swaps = new bool[a.Length];
        return Run(exact, exact ? 1 << a.Length : limit, random, statistic(a, b), alternative, index =>
        {
            for (var i = 0; i < a.Length; i++)
            {
                swaps[i] = exact ? (index >> i & 1) == 1 : random!.NextInt(2) == 1;
                (first[i], second[i]) = swaps[i] ? (b[i], a[i]) : (a[i], b[i]);
            }

            return statistic(first, second);
        });
    }

    /// <summary>Deals the pooled values out again to two samples of the same sizes: (n1 + n2)! / (n1! n2!) permutations.</summary>
    /// <param name="x">The first sample; finite.</param>
    /// <param name="y">The second sample; finite.</param>
    /// <param name="statistic">What to compute from the xs and the ys; it may not keep or change the arrays.</param>
    /// <param name="alternative">Which tail counts; two-sided is twice the smaller one.</param>
    /// <param name="limit">Up to this many permutations all are counted; above, as many are drawn.</param>
    /// <param name="random">The source of the draws; needed where there are more permutations than <paramref name="limit"/>.</param>
    /// <exception cref="ArgumentException">A sample is empty, a value is not finite, or draws need a source.</exception>
    public static PermutationResult Independent(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Func<double[], double[], double> statistic,
        Alternative alternative = Alternative.TwoSided,
        int limit = 100_000,
        SeededRandom? random = null)
    {
        var (a, b) = (Finite(x, nameof(x)), Finite(y, nameof(y)));
        double[] pooled = [.. a, .. b];
        var (first, second) = (new double[a.Length], new double[b.Length]);
        var count = Combinations(pooled.Length, a.Length, limit);
        var chosen = Enumerable.Range(0, a.Length).ToArray();
        var exact = count <= limit;
        return Run(exact, exact ? (int)count : limit, random, statistic(a, b), alternative, index =>
        {
            if (exact)
            {
                Deal(pooled, chosen, first, second);
                Advance(chosen, pooled.Length);
            }
            else
            {
                random!.Shuffle(pooled);
                pooled.AsSpan(0, first.Length).CopyTo(first);
                pooled.AsSpan(first.Length).CopyTo(second);
            }

            return statistic(first, second);
        });
    }

    private static PermutationResult Run(
        bool exact, int count, SeededRandom? random, double observed, Alternative alternative, Func<int, double> permuted)
    {
        if (!exact && random == null)
        {
            throw new ArgumentException($"There are more than {count} permutations, so they must be drawn: give a source of random numbers.", nameof(random));
        }

        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = permuted(i);
        }

        // Statistics that are equal but for rounding count as equal; a drawn sample counts the observed permutation too.
        var slack = 100 * Math.ScaleB(1, -52) * Math.Abs(observed);
        double extra = exact ? 0 : 1, total = count + extra;
        var less = (values.Count(v => v <= observed + slack) + extra) / total;
        var greater = (values.Count(v => v >= observed - slack) + extra) / total;
        var p = alternative switch
        {
            Alternative.Less => less,
            Alternative.Greater => greater,
            _ => Math.Min(1, 2 * Math.Min(less, greater)),
        };
        return new(observed, p, values, exact);
    }

    private static void Deal(double[] pooled, int[] chosen, double[] first, double[] second)
    {
        for (int i = 0, taken = 0; i < pooled.Length; i++)
        {
            if (taken < chosen.Length && chosen[taken] == i)
            {
                first[taken++] = pooled[i];
            }
            else
            {
                second[i - taken] = pooled[i];
            }
        }
    }

    // The next choice in lexicographic order.
    private static void Advance(int[] chosen, int n)
    {
        var i = chosen.Length - 1;
        while (i >= 0 && chosen[i] == n - chosen.Length + i)
        {
            i--;
        }

        if (i < 0)
        {
            return;
        }

        chosen[i]++;
        for (var k = i + 1; k < chosen.Length; k++)
        {
            chosen[k] = chosen[k - 1] + 1;
        }
    }

    private static long Combinations(int n, int k, long limit)
    {
        k = Math.Min(k, n - k);
        long count = 1;
        for (var i = 1; i <= k; i++)
        {
            count = count * (n - k + i) / i;
            if (count > limit)
            {
                return long.MaxValue;
            }
        }

        return count;
    }

    private static double[] Finite(IReadOnlyList<double> sample, string name)
    {
        var values = Sample.Array(sample, name);
        return values.Length > 0 && Array.TrueForAll(values, double.IsFinite)
            ? values
            : throw new ArgumentException("A permutation test needs at least one value, and finite values only.", name);
    }
}
