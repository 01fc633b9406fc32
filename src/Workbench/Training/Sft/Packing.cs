namespace Workbench.Training;

/// <summary>
/// Sequences of unequal length in rows of equal length, so that no forward pass is spent on padding. Works on lengths and on lists of anything:
/// what is packed along with the tokens (which of them count in a loss) goes the same way.
/// </summary>
public static class Packing
{
    /// <summary>
    /// Best fit, longest first: each sequence goes to the fullest row that still holds it, the earliest opened first among equals
    /// (TRL 1.16 `pack_dataset`, strategy "bfd"; Ding et al. 2024). No sequence is split over rows.
    /// </summary>
    /// <param name="lengths">Tokens of each sequence, from 1 to <paramref name="capacity"/>.</param>
    /// <param name="capacity">Tokens of a row; at least 1.</param>
    /// <returns>Which sequences make up each row, in their order within the row.</returns>
    /// <exception cref="WorkbenchException">A length lies outside its range.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> BestFit(IReadOnlyList<int> lengths, int capacity)
    {
        RequireCapacity(capacity);
        var rows = new List<List<int>>();
        var spaces = new SortedSet<int>();
        var withSpace = new Dictionary<int, Queue<List<int>>>();
        foreach (var sequence in Enumerable.Range(0, lengths.Count).OrderByDescending(sequence => lengths[sequence]))
        {
            var length = lengths[sequence];
            if (length < 1 || length > capacity)
            {
                throw new WorkbenchException($"Sequence {sequence} has {length} tokens; a packed row takes sequences of 1 to {capacity}.");
            }

            var space = spaces.GetViewBetween(length, capacity) is { Count: > 0 } open ? open.Min : capacity;
            var row = space < capacity ? withSpace[space].Dequeue() : [];
            if (space == capacity)
            {
                rows.Add(row);
            }
            else if (withSpace[space].Count == 0)
            {
                spaces.Remove(space);
            }

            row.Add(sequence);
            if (space > length)
            {
                withSpace.TryAdd(space - length, new Queue<List<int>>());
                withSpace[space - length].Enqueue(row);
                spaces.Add(space - length);
            }
        }

        return rows;
    }

    /// <summary>Each sequence cut into pieces of at most <paramref name="capacity"/>, in order (TRL's "bfd_split" packs these by best fit).</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Split<T>(IEnumerable<IReadOnlyList<T>> sequences, int capacity)
    {
        RequireCapacity(capacity);
        return [.. sequences.SelectMany(sequence => sequence.Chunk(capacity))];
    }

    /// <summary>
    /// All sequences in a row, cut every <paramref name="capacity"/> tokens wherever that falls (TRL's "wrapped"). The last row may be shorter.
    /// </summary>
    /// <param name="sequences">In order.</param>
    /// <param name="capacity">Tokens of a row; at least 1.</param>
    public static IReadOnlyList<IReadOnlyList<T>> Wrapped<T>(IEnumerable<IReadOnlyList<T>> sequences, int capacity)
    {
        RequireCapacity(capacity);
        return [.. sequences.SelectMany(sequence => sequence).Chunk(capacity)];
    }

    /// <summary>As <see cref="Wrapped"/>, with a separator after each sequence and without the last, shorter row (TRL 0.11.4 `ConstantLengthDataset`).</summary>
    /// <remarks>
    /// TRL fills buffers by their number of characters, so the tail of every buffer is lost, and it raises IndexError where the texts end at the
    /// end of a buffer. One call here is one buffer.
    /// </remarks>
    /// <param name="sequences">In order.</param>
    /// <param name="capacity">Tokens of a row; at least 1.</param>
    /// <param name="separator">Usually the end token; null puts nothing between sequences.</param>
    public static IReadOnlyList<IReadOnlyList<int>> ConstantLength(IEnumerable<IReadOnlyList<int>> sequences, int capacity, int? separator) =>
        [.. Wrapped(separator is { } token ? sequences.Select(IReadOnlyList<int> (ids) => [.. ids, token]) : sequences, capacity)
            .Where(row => row.Count == capacity)];

    private static void RequireCapacity(int capacity)
    {
        if (capacity < 1)
        {
            throw new WorkbenchException($"A packed row has {capacity} tokens; expected at least 1.");
        }
    }
}
