using System.Text.RegularExpressions;
using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>
/// What it takes to turn a hypothesis into its reference, word by word, and the error rates that follow (Morris, Maier and Green 2004).
/// </summary>
/// <param name="Hits">Words that are right.</param>
/// <param name="Substitutions">Words that are others.</param>
/// <param name="Deletions">Words of the reference that are missing.</param>
/// <param name="Insertions">Words that are too many.</param>
public readonly partial record struct WordErrors(int Hits, int Substitutions, int Deletions, int Insertions)
{
    private int ReferenceLength => Hits + Substitutions + Deletions;

    private int HypothesisLength => Hits + Substitutions + Insertions;

    /// <summary>Word error rate: errors / words of the reference; may exceed 1. The number of insertions for an empty reference.</summary>
    public double ErrorRate => (double)(Substitutions + Deletions + Insertions) / Math.Max(1, ReferenceLength);

    /// <summary>Match error rate: errors / all alignments, in [0, 1]; 0 for two empty texts.</summary>
    public double MatchErrorRate =>
        (double)(Substitutions + Deletions + Insertions) / Math.Max(1, Hits + Substitutions + Deletions + Insertions);

    /// <summary>Word information lost: 1 - hits / words of the reference x hits / words of the hypothesis; 0 for two empty texts.</summary>
    public double InformationLost => ReferenceLength + HypothesisLength == 0 ? 0
        : ReferenceLength == 0 || HypothesisLength == 0 ? 1
        : 1 - (double)Hits / ReferenceLength * Hits / HypothesisLength;

    /// <summary>Aligns texts by words: parts between single spaces, after white space at the ends and in a row is taken out.</summary>
    /// <param name="hypothesis">The text to judge.</param>
    /// <param name="reference">What it should be.</param>
    public static WordErrors OfWords(string hypothesis, string reference) => Of(Cut(hypothesis), Cut(reference));

    /// <summary>Aligns texts by Unicode code points, after white space at the ends is taken out.</summary>
    /// <param name="hypothesis">The text to judge.</param>
    /// <param name="reference">What it should be.</param>
    public static WordErrors OfCharacters(string hypothesis, string reference) =>
        Of(Words.Characters(Words.Strip(hypothesis)), Words.Characters(Words.Strip(reference)));

    /// <summary>
    /// Aligns any two sequences with the fewest errors. Where several alignments have as few, equal beginnings and ends are kept together
    /// and, from the end, deletions go before insertions and these before substitutions.
    /// </summary>
    /// <typeparam name="T">A word, character or token.</typeparam>
    /// <param name="hypothesis">The sequence to judge.</param>
    /// <param name="reference">What it should be.</param>
    public static WordErrors Of<T>(IReadOnlyList<T> hypothesis, IReadOnlyList<T> reference)
        where T : notnull
    {
        int start = 0, end = 0, shorter = Math.Min(hypothesis.Count, reference.Count);
        while (start < shorter && hypothesis[start].Equals(reference[start]))
        {
            start++;
        }

        while (end < shorter - start && hypothesis[hypothesis.Count - 1 - end].Equals(reference[reference.Count - 1 - end]))
        {
            end++;
        }

        int n = reference.Count - start - end, m = hypothesis.Count - start - end;
        var d = new int[n + 1, m + 1];
        for (var i = 0; i <= n; i++)
        {
            for (var j = 0; j <= m; j++)
            {
                d[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    d[i - 1, j - 1] + (reference[start + i - 1].Equals(hypothesis[start + j - 1]) ? 0 : 1),
                    Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
            }
        }

        int hits = start + end, substitutions = 0, deletions = 0, insertions = 0;
        int r = n, h = m;
        while (r > 0 && h > 0)
        {
            if (d[r, h] == d[r - 1, h] + 1)
            {
                deletions++;
                r--;
            }
            else if (d[r, h - 1] == d[r - 1, h - 1] - 1)
            {
                insertions++;
                h--;
            }
            else
            {
                var same = reference[start + r - 1].Equals(hypothesis[start + h - 1]);
                hits += same ? 1 : 0;
                substitutions += same ? 0 : 1;
                r--;
                h--;
            }
        }

        return new(hits, substitutions, deletions + r, insertions + h);
    }

    private static string[] Cut(string text)
    {
        var stripped = Words.Strip(ManySpaces().Replace(text, " "));
        return stripped.Length == 0 ? [] : stripped.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"\s\s+")]
    private static partial Regex ManySpaces();
}
