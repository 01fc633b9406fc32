using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>
/// How many changes turn one sequence into another. For the characters of texts pass <see cref="Words.Characters"/>, for their words
/// <see cref="Words.Split"/>.
/// </summary>
public static class EditDistance
{
    /// <summary>Levenshtein's distance (1966): insertions, deletions and substitutions, each with a cost.</summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="from">The first sequence.</param>
    /// <param name="to">The second sequence.</param>
    /// <param name="insertion">Cost of an insertion.</param>
    /// <param name="deletion">Cost of a deletion.</param>
    /// <param name="substitution">Cost of a substitution; above insertion + deletion it is never used.</param>
    public static int Levenshtein<T>(IReadOnlyList<T> from, IReadOnlyList<T> to, int insertion = 1, int deletion = 1, int substitution = 1)
    {
        var row = new int[to.Count + 1];
        for (var j = 0; j <= to.Count; j++)
        {
            row[j] = j * insertion;
        }

        var same = EqualityComparer<T>.Default;
        for (var i = 1; i <= from.Count; i++)
        {
            var diagonal = row[0];
            row[0] = i * deletion;
            for (var j = 1; j <= to.Count; j++)
            {
                var kept = diagonal + (same.Equals(from[i - 1], to[j - 1]) ? 0 : substitution);
                diagonal = row[j];
                row[j] = Math.Min(kept, Math.Min(row[j] + deletion, row[j - 1] + insertion));
            }
        }

        return row[to.Count];
    }

    /// <summary>Levenshtein's distance as a share of the longer length, in [0, 1]; 0 for two empty sequences.</summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="from">The first sequence.</param>
    /// <param name="to">The second sequence.</param>
    public static double NormalizedLevenshtein<T>(IReadOnlyList<T> from, IReadOnlyList<T> to) =>
        from.Count + to.Count == 0 ? 0 : (double)Levenshtein(from, to) / Math.Max(from.Count, to.Count);

    /// <summary>Insertions and deletions only: both lengths less twice <see cref="CommonSubsequence"/>.</summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="from">The first sequence.</param>
    /// <param name="to">The second sequence.</param>
    public static int Indel<T>(IReadOnlyList<T> from, IReadOnlyList<T> to) => from.Count + to.Count - 2 * CommonSubsequence(from, to);

    /// <summary>1 - <see cref="Indel"/> / both lengths, in [0, 1]; 1 for two empty sequences.</summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="from">The first sequence.</param>
    /// <param name="to">The second sequence.</param>
    public static double IndelSimilarity<T>(IReadOnlyList<T> from, IReadOnlyList<T> to) =>
        from.Count + to.Count == 0 ? 1 : 1 - (double)Indel(from, to) / (from.Count + to.Count);

    /// <summary>
    /// Damerau's distance (1964), unrestricted: neighbours may also change places, with edits in between (Lowrance and Wagner 1975), so that
    /// ca becomes abc in two steps.
    /// </summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="from">The first sequence.</param>
    /// <param name="to">The second sequence.</param>
    public static int DamerauLevenshtein<T>(IReadOnlyList<T> from, IReadOnlyList<T> to)
        where T : notnull
    {
        int n = from.Count, m = to.Count, far = n + m;
        var d = new int[n + 2, m + 2]; // shifted by one: row and column 0 are out of reach
        d[0, 0] = far;
        for (var i = 0; i <= n; i++)
        {
            (d[i + 1, 0], d[i + 1, 1]) = (far, i);
        }

        for (var j = 0; j <= m; j++)
        {
            (d[0, j + 1], d[1, j + 1]) = (far, j);
        }

        var lastRow = new Dictionary<T, int>();
        for (var i = 1; i <= n; i++)
        {
            var lastColumn = 0;
            for (var j = 1; j <= m; j++)
            {
                int row = lastRow.GetValueOrDefault(to[j - 1]), column = lastColumn;
                var equal = from[i - 1].Equals(to[j - 1]);
                lastColumn = equal ? j : lastColumn;
                var swapped = d[row, column] + (i - row - 1) + 1 + (j - column - 1);
                d[i + 1, j + 1] = Math.Min(
                    Math.Min(d[i, j] + (equal ? 0 : 1), swapped), Math.Min(d[i + 1, j] + 1, d[i, j + 1] + 1));
            }

            lastRow[from[i - 1]] = i;
        }

        return d[n + 1, m + 1];
    }

    /// <summary>Length of the longest sequence that both contain, in order but not necessarily in one piece.</summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="a">The first sequence.</param>
    /// <param name="b">The second sequence.</param>
    public static int CommonSubsequence<T>(IReadOnlyList<T> a, IReadOnlyList<T> b) => CommonSubsequenceTable(a, b)[a.Count, b.Count];

    /// <summary>Jaro's similarity (1989) of two sequences, in [0, 1]: matches nearby, less half of those out of order.</summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="a">The first sequence.</param>
    /// <param name="b">The second sequence.</param>
    public static double Jaro<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
        where T : notnull
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return a.Count == b.Count ? 1 : 0;
        }

        var window = Math.Max(0, Math.Max(a.Count, b.Count) / 2 - 1);
        bool[] usedA = new bool[a.Count], usedB = new bool[b.Count];
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = Math.Max(0, i - window); j <= Math.Min(b.Count - 1, i + window); j++)
            {
                if (!usedB[j] && a[i].Equals(b[j]))
                {
                    usedA[i] = usedB[j] = true;
                    break;
                }
            }
        }

        var matchedA = a.Where((_, i) => usedA[i]).ToArray();
        var matchedB = b.Where((_, j) => usedB[j]).ToArray();
        double matches = matchedA.Length, swaps = matchedA.Where((x, i) => !x.Equals(matchedB[i])).Count() / 2;
        return matches == 0 ? 0 : (matches / a.Count + matches / b.Count + (matches - swaps) / matches) / 3;
    }

    /// <summary>Jaro's similarity, raised for a common beginning of up to four (Winkler 1990) where it is above 0.7.</summary>
    /// <typeparam name="T">A character, word or token.</typeparam>
    /// <param name="a">The first sequence.</param>
    /// <param name="b">The second sequence.</param>
    /// <param name="prefixWeight">How much each common first character raises it, in [0, 0.25].</param>
    public static double JaroWinkler<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, double prefixWeight = 0.1)
        where T : notnull
    {
        var jaro = Jaro(a, b);
        var prefix = 0;
        while (prefix < Math.Min(4, Math.Min(a.Count, b.Count)) && a[prefix].Equals(b[prefix]))
        {
            prefix++;
        }

        return jaro > 0.7 ? jaro + prefix * prefixWeight * (1 - jaro) : jaro;
    }

    /// <summary>Lengths of the longest common subsequences of all beginnings.</summary>
    internal static int[,] CommonSubsequenceTable<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        var table = new int[a.Count + 1, b.Count + 1];
        var same = EqualityComparer<T>.Default;
        for (var i = 1; i <= a.Count; i++)
        {
            for (var j = 1; j <= b.Count; j++)
            {
                table[i, j] = same.Equals(a[i - 1], b[j - 1]) ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
            }
        }

        return table;
    }
}
