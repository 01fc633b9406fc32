namespace Workbench.Evaluation.TextMetrics;

/// <summary>A ROUGE score.</summary>
/// <param name="Precision">Share of the prediction that the reference has too.</param>
/// <param name="Recall">Share of the reference that the prediction has too.</param>
/// <param name="F">Harmonic mean of both; 0 where nothing matches.</param>
public readonly record struct RougeScore(double Precision, double Recall, double F)
{
    internal static RougeScore Of(double precision, double recall) =>
        new(precision, recall, precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0);
}

/// <summary>ROUGE (Lin 2004): how much of a reference summary a prediction covers. Empty texts score 0, against each other too.</summary>
public static class Rouge
{
    /// <summary>ROUGE-N: n-grams that both have, each counted as often as in the text that has fewer.</summary>
    /// <param name="prediction">The text to judge.</param>
    /// <param name="reference">The text that it is judged against.</param>
    /// <param name="n">At least 1.</param>
    /// <param name="stem">Compares stems of English words; see <see cref="PorterStemmer"/>.</param>
    public static RougeScore N(string prediction, string reference, int n, bool stem = false)
    {
        var index = new NGramIndex<string>(n);
        var predicted = Counts(index.Ids(RougeTokenizer.Tokens(prediction, stem)));
        var wanted = Counts(index.Ids(RougeTokenizer.Tokens(reference, stem)));
        double hits = predicted.Sum(p => Math.Min(p.Value, wanted.GetValueOrDefault(p.Key)));
        return RougeScore.Of(hits / Math.Max(1, predicted.Values.Sum()), hits / Math.Max(1, wanted.Values.Sum()));
    }

    /// <summary>ROUGE-L: the longest common subsequence of the whole texts; line breaks mean nothing.</summary>
    /// <param name="prediction">The text to judge.</param>
    /// <param name="reference">The text that it is judged against.</param>
    /// <param name="stem">Compares stems of English words.</param>
    public static RougeScore L(string prediction, string reference, bool stem = false)
    {
        string[] predicted = RougeTokenizer.Tokens(prediction, stem), wanted = RougeTokenizer.Tokens(reference, stem);
        double common = EditDistance.CommonSubsequence(wanted, predicted);
        return predicted.Length == 0 || wanted.Length == 0 ? default : RougeScore.Of(common / predicted.Length, common / wanted.Length);
    }

    /// <summary>
    /// ROUGE-Lsum: for each line of the reference the union of its common subsequences with every line of the prediction; a token counts at
    /// most as often as both texts have it.
    /// </summary>
    /// <param name="prediction">The text to judge; lines are its sentences.</param>
    /// <param name="reference">The text that it is judged against.</param>
    /// <param name="stem">Compares stems of English words.</param>
    public static RougeScore LSum(string prediction, string reference, bool stem = false)
    {
        string[][] predicted = Lines(prediction, stem), wanted = Lines(reference, stem);
        int m = wanted.Sum(line => line.Length), n = predicted.Sum(line => line.Length);
        if (m == 0 || n == 0)
        {
            return default;
        }

        Dictionary<string, int> left = Counts(predicted.SelectMany(line => line)), leftWanted = Counts(wanted.SelectMany(line => line));
        double hits = 0;
        foreach (var line in wanted)
        {
            var union = new SortedSet<int>(predicted.SelectMany(other => CommonPositions(line, other)));
            foreach (var token in union.Select(i => line[i]))
            {
                if (left.GetValueOrDefault(token) > 0 && leftWanted.GetValueOrDefault(token) > 0)
                {
                    hits++;
                    left[token]--;
                    leftWanted[token]--;
                }
            }
        }

        return RougeScore.Of(hits / n, hits / m);
    }

    /// <summary>The best score against several references: the one with the highest F, the first of equals.</summary>
    /// <param name="references">At least one.</param>
    /// <param name="score">The score against one reference.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static RougeScore Best(IReadOnlyList<string> references, Func<string, RougeScore> score)
    {
        if (references.Count == 0)
        {
            throw new ArgumentException("ROUGE needs at least one reference.", nameof(references));
        }

        return references.Select(score).MaxBy(s => s.F);
    }

    private static string[][] Lines(string text, bool stem) =>
        [.. text.Split('\n').Where(line => line.Length > 0).Select(line => RougeTokenizer.Tokens(line, stem))];

    private static Dictionary<T, int> Counts<T>(IEnumerable<T> items)
        where T : notnull
    {
        var counts = new Dictionary<T, int>();
        foreach (var item in items)
        {
            counts[item] = counts.GetValueOrDefault(item) + 1;
        }

        return counts;
    }

    // The positions in the first sequence of one longest common subsequence.
    private static IEnumerable<int> CommonPositions(string[] a, string[] b)
    {
        var table = EditDistance.CommonSubsequenceTable(a, b);
        for (int i = a.Length, j = b.Length; i > 0 && j > 0;)
        {
            if (a[i - 1] == b[j - 1])
            {
                yield return i - 1;
                i--;
                j--;
            }
            else if (table[i, j - 1] > table[i - 1, j])
            {
                j--;
            }
            else
            {
                i--;
            }
        }
    }
}
