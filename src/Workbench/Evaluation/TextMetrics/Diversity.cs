using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>How varied texts are, and how much they repeat themselves.</summary>
public static class Diversity
{
    /// <summary>distinct-n (Li et al. 2016): different n-grams / all n-grams, over all sequences together.</summary>
    /// <remarks>It falls as the sample grows: compare samples of the same size. Word salad scores high; see <see cref="CleanDistinct"/>.</remarks>
    /// <typeparam name="T">A token: a word or a token id.</typeparam>
    /// <param name="sequences">The token sequences, such as all replies.</param>
    /// <param name="n">At least 1.</param>
    /// <returns>In (0, 1]; null when no sequence has n tokens.</returns>
    public static double? Distinct<T>(IEnumerable<IReadOnlyList<T>> sequences, int n)
        where T : notnull
    {
        var counts = NGrams.Count(sequences, n);
        return counts.Total == 0 ? null : (double)counts.Unique / counts.Total;
    }

    /// <summary>1 - distinct-n: the share of n-grams that occurred before.</summary>
    /// <typeparam name="T">A token: a word or a token id.</typeparam>
    /// <param name="sequences">The token sequences.</param>
    /// <param name="n">At least 1.</param>
    /// <returns>In [0, 1); null when no sequence has n tokens.</returns>
    public static double? Repetition<T>(IEnumerable<IReadOnlyList<T>> sequences, int n)
        where T : notnull => 1 - Distinct(sequences, n);

    /// <summary>
    /// Different bigrams that people also write / all bigrams. Unlike distinct-2 it is not raised by word salad, and unlike the share of
    /// attested bigrams not by repeating one good sentence.
    /// </summary>
    /// <typeparam name="T">A token: a word or a token id.</typeparam>
    /// <param name="sequences">The token sequences.</param>
    /// <param name="attested">The bigrams of ordinary text.</param>
    /// <returns>In [0, 1]; null when there is no bigram.</returns>
    public static double? CleanDistinct<T>(IEnumerable<IReadOnlyList<T>> sequences, AttestedBigrams<T> attested)
        where T : notnull
    {
        var seen = new HashSet<(T, T)>();
        var total = 0;
        foreach (var sequence in sequences)
        {
            for (var i = 1; i < sequence.Count; i++)
            {
                total++;
                if (attested.Contains(sequence[i - 1], sequence[i]))
                {
                    seen.Add((sequence[i - 1], sequence[i]));
                }
            }
        }

        return total == 0 ? null : (double)seen.Count / total;
    }

    /// <summary>The share of a text's bigrams that occurred earlier in the same text; 0 for a text with fewer than two bigrams.</summary>
    /// <typeparam name="T">A token: a word or a token id.</typeparam>
    /// <param name="tokens">One text.</param>
    public static double RepeatedBigrams<T>(IReadOnlyList<T> tokens)
        where T : notnull => Repetition([tokens], 2) ?? 0;

    /// <summary>The share of texts that are word for word the same as an earlier one; 0 for no text.</summary>
    /// <typeparam name="T">A token: a word or a token id.</typeparam>
    /// <param name="texts">The texts.</param>
    public static double Duplicates<T>(IReadOnlyCollection<IReadOnlyList<T>> texts)
        where T : notnull
    {
        // A text of length L is one L-gram: number it together with the texts of its length.
        var different = texts.GroupBy(text => text.Count)
            .Sum(group => group.Key == 0 ? 1 : NGrams.Count(group, group.Key).Unique);
        return texts.Count == 0 ? 0 : 1 - (double)different / texts.Count;
    }
}
