namespace Workbench.Training;

/// <summary>How a batch is split so that several workers have work: by the lengths of its rows alone, never by the number of workers.</summary>
internal static class RowParts
{
    // Fewer tokens than this are not worth a pass of their own: adding up the gradients would cost more than a second worker saves.
    private const int WorthwhileTokens = 256;

    /// <summary>
    /// Groups of about equally many tokens, padding included: 1, 2, 4, 8, … of them. Rows of like length are put together, so that a group is no
    /// wider than it must be.
    /// </summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="length">The tokens of a row.</param>
    /// <param name="most">The most rows of a group.</param>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<int> rows, Func<int, int> length, int most = int.MaxValue)
    {
        int[] sorted = [.. rows.OrderBy(length)];
        var tokens = sorted.Sum(length);
        var groups = 1;
        while (2 * groups <= sorted.Length && (tokens / (2 * groups) >= WorthwhileTokens || (sorted.Length + groups - 1) / groups > most))
        {
            groups *= 2;
        }

        return groups == 1 && sorted.Length <= most ? [[.. rows]] : Split(sorted, length, groups, most);
    }

    /// <summary>All rows of the given lengths in groups; where the work is not split, as many rows at a time as there may be.</summary>
    /// <param name="lengths">The tokens of each row.</param>
    /// <param name="most">The most rows of a group.</param>
    /// <param name="split">Whether several workers may share the work: on a CPU.</param>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<int> lengths, int most, bool split)
    {
        int[] rows = [.. Enumerable.Range(0, lengths.Count)];
        return rows.Length == 0 ? [] : split ? Of(rows, row => lengths[row], most) : [.. rows.Chunk(most)];
    }

    // Row by row into the current group, until it holds its share of what is left.
    private static List<int[]> Split(int[] sorted, Func<int, int> length, int groups, int most)
    {
        var parts = new List<int[]>();
        var left = sorted.Sum(row => (long)length(row));
        for (var start = 0; start < sorted.Length;)
        {
            var share = left / Math.Max(1, groups - parts.Count);
            var (end, sum) = (start, 0L);
            while (end < sorted.Length && end - start < most && (end == start || sum + length(sorted[end]) / 2 <= share))
            {
                sum += length(sorted[end++]);
            }

            parts.Add(sorted[start..end]);
            left -= sum;
            start = end;
        }

        return parts;
    }
}
