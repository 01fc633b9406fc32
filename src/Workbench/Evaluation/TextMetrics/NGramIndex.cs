namespace Workbench.Evaluation.TextMetrics;

/// <summary>
/// Numbers n-grams: equal n-grams get the same number. A prefix's number and the next token's make the number of the longer n-gram,
/// so that no n-gram is ever copied.
/// </summary>
internal sealed class NGramIndex<T>
    where T : notnull
{
    private readonly int n;
    private readonly Dictionary<T, int> tokens;
    private readonly Dictionary<(int Prefix, int Token), int>[] longer;

    public NGramIndex(int n, IEqualityComparer<T>? comparer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        this.n = n;
        tokens = new Dictionary<T, int>(comparer);
        longer = [.. Enumerable.Range(1, n - 1).Select(_ => new Dictionary<(int, int), int>())];
    }

    /// <summary>The numbers of a sequence's n-grams, from left to right.</summary>
    public int[] Ids(IReadOnlyList<T> sequence)
    {
        var count = sequence.Count - n + 1;
        if (count <= 0)
        {
            return [];
        }

        int[] words = [.. sequence.Select(token => Number(tokens, token))];
        var ids = new int[count];
        for (var start = 0; start < count; start++)
        {
            var id = words[start];
            for (var k = 1; k < n; k++)
            {
                id = Number(longer[k - 1], (id, words[start + k]));
            }

            ids[start] = id;
        }

        return ids;
    }

    private static int Number<TKey>(Dictionary<TKey, int> numbers, TKey key)
        where TKey : notnull
    {
        if (!numbers.TryGetValue(key, out var number))
        {
            number = numbers.Count;
            numbers.Add(key, number);
        }

        return number;
    }
}
