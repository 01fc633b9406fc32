namespace Workbench.Evaluation.TextMetrics;

/// <summary>How many n-grams there are.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Unique">Different ones.</param>
/// <param name="MostCommon">How often the most frequent one occurs; 0 when there is none.</param>
public readonly record struct NGramCounts(int Total, int Unique, int MostCommon);

/// <summary>n-grams: runs of n neighbouring tokens. They never cross from one sequence into the next.</summary>
public static class NGrams
{
    /// <summary>Counts the n-grams of all sequences together.</summary>
    /// <typeparam name="T">A token: a word, a character or a token id.</typeparam>
    /// <param name="sequences">The token sequences.</param>
    /// <param name="n">At least 1.</param>
    /// <param name="comparer">When two tokens are the same; null takes the default of their type.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static NGramCounts Count<T>(IEnumerable<IReadOnlyList<T>> sequences, int n, IEqualityComparer<T>? comparer = null)
        where T : notnull
    {
        var index = new NGramIndex<T>(n, comparer);
        var counts = new Dictionary<int, int>();
        var total = 0;
        foreach (var sequence in sequences)
        {
            foreach (var id in index.Ids(sequence))
            {
                counts[id] = counts.GetValueOrDefault(id) + 1;
                total++;
            }
        }

        return new(total, counts.Count, counts.Count == 0 ? 0 : counts.Values.Max());
    }
}
