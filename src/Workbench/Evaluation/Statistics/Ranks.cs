namespace Workbench.Evaluation.Statistics;

/// <summary>Ranks, smallest first, from 1; equal values share the mean of the ranks that they take up.</summary>
public static class Ranks
{
    /// <summary>The rank of each value.</summary>
    /// <param name="values">None may be NaN.</param>
    /// <returns>Ranks in the order of <paramref name="values"/>; they sum to n (n + 1) / 2.</returns>
    public static double[] Of(IReadOnlyList<double> values) => WithTies(values).Ranks;

    /// <summary>The ranks, and the sizes of the groups of equal values, smallest value first (1 for a value that stands alone).</summary>
    internal static (double[] Ranks, int[] TieSizes) WithTies(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values];
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        var ties = new List<int>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = 0.5 * (start + 1 + end);
            }

            ties.Add(end - start);
            start = end;
        }

        return (ranks, [.. ties]);
    }

    /// <summary>Sum of t^3 - t over the groups of equal values; the correction of rank variances.</summary>
    internal static double TieTerm(IEnumerable<int> tieSizes) => tieSizes.Sum(t => ((double)t * t - 1) * t);
}
