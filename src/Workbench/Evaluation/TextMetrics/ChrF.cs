using System.Text;
using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>How chrF is computed.</summary>
public sealed record ChrFOptions
{
    /// <summary>The longest character n-grams.</summary>
    public int CharacterOrder { get; init; } = 6;

    /// <summary>The longest word n-grams; 2 makes it chrF++ (Popovic 2017).</summary>
    public int WordOrder { get; init; }

    /// <summary>How much more recall counts than precision.</summary>
    public double Beta { get; init; } = 2;

    /// <summary>Compares in lower case.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Keeps white space in character n-grams.</summary>
    public bool Whitespace { get; init; }

    /// <summary>Averages F over all orders, with 1e-16 for those that a text lacks, as the first implementations did.</summary>
    public bool EpsilonSmoothing { get; init; }
}

/// <summary>chrF (Popovic 2015) as sacreBLEU defines it: the F score of character n-grams, which needs no tokens and forgives inflection.</summary>
public static class ChrF
{
    /// <summary>The score of a whole corpus, 0 to 100; of several references each segment takes the one with the best score.</summary>
    /// <param name="hypotheses">One text a segment.</param>
    /// <param name="references">One or more streams of references, each with one text a segment.</param>
    /// <param name="options">How to compute it; null takes the defaults.</param>
    /// <exception cref="ArgumentException">There is no stream or a stream's length differs.</exception>
    public static double Corpus(
        IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, ChrFOptions? options = null)
    {
        options ??= new ChrFOptions();
        ReferenceStreams.Check(hypotheses, references);
        var orders = options.CharacterOrder + options.WordOrder;
        var sums = new OrderCounts[orders];
        for (var i = 0; i < hypotheses.Count; i++)
        {
            OrderCounts[]? best = null;
            foreach (var stream in references)
            {
                var counts = Compare(Prepared(hypotheses[i], options), Prepared(stream[i], options), options);
                best = best == null || Score(counts, options) > Score(best, options) ? counts : best;
            }

            for (var o = 0; o < orders; o++)
            {
                sums[o] = new(sums[o].Hypothesis + best![o].Hypothesis, sums[o].Reference + best[o].Reference, sums[o].Matched + best[o].Matched);
            }
        }

        return Score(sums, options);
    }

    /// <summary>The score of one text, 0 to 100.</summary>
    /// <param name="hypothesis">The text to judge.</param>
    /// <param name="references">At least one text to judge it against.</param>
    /// <param name="options">How to compute it; null takes the defaults.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static double Sentence(string hypothesis, IReadOnlyList<string> references, ChrFOptions? options = null) =>
        Corpus([hypothesis], [.. references.Select(r => (string[])[r])], options);

    private static string Prepared(string text, ChrFOptions options) => options.Lowercase ? Words.Lower(text) : text;

    private static OrderCounts[] Compare(string hypothesis, string reference, ChrFOptions options)
    {
        Rune[] a = Characters(hypothesis, options), b = Characters(reference, options);
        string[] wordsA = SplitPunctuation(hypothesis), wordsB = SplitPunctuation(reference);
        return
        [
            .. Enumerable.Range(1, options.CharacterOrder).Select(n => Matches(a, b, n)),
            .. Enumerable.Range(1, options.WordOrder).Select(n => Matches(wordsA, wordsB, n)),
        ];
    }

    private static OrderCounts Matches<T>(T[] hypothesis, T[] reference, int n)
        where T : notnull
    {
        var index = new NGramIndex<T>(n);
        var found = index.Ids(hypothesis).CountBy(id => id).ToDictionary();
        var wanted = index.Ids(reference).CountBy(id => id).ToDictionary();
        // Hits are not counted where the reference has no n-gram of this order.
        return new(
            wanted.Count == 0 ? 0 : found.Values.Sum(),
            wanted.Values.Sum(),
            found.Sum(f => Math.Min(f.Value, wanted.GetValueOrDefault(f.Key))));
    }

    private static double Score(OrderCounts[] orders, ChrFOptions options)
    {
        const double epsilon = 1e-16;
        double factor = options.Beta * options.Beta, smoothed = 0, precision = 0, recall = 0;
        var effective = 0;
        foreach (var (hypothesis, reference, matched) in orders)
        {
            var p = hypothesis > 0 ? matched / hypothesis : epsilon;
            var r = reference > 0 ? matched / reference : epsilon;
            smoothed += factor * p + r > 0 ? (1 + factor) * p * r / (factor * p + r) : epsilon;
            if (hypothesis > 0 && reference > 0)
            {
                precision += p;
                recall += r;
                effective++;
            }
        }

        if (options.EpsilonSmoothing)
        {
            return 100 * smoothed / orders.Length;
        }

        precision /= Math.Max(1, effective);
        recall /= Math.Max(1, effective);
        return precision + recall > 0 ? 100 * (1 + factor) * precision * recall / (factor * precision + recall) : 0;
    }

    private static Rune[] Characters(string text, ChrFOptions options) =>
        Words.Characters(options.Whitespace ? text : string.Concat(Words.Split(text)));

    // Takes one mark of punctuation off the end of a word, or else off its beginning.
    private static string[] SplitPunctuation(string text)
    {
        var parts = new List<string>();
        foreach (var word in Words.Split(text))
        {
            if (word.EnumerateRunes().Count() == 1)
            {
                parts.Add(word);
            }
            else if (IsPunctuation(word[^1]))
            {
                parts.AddRange([word[..^1], word[^1..]]);
            }
            else if (IsPunctuation(word[0]))
            {
                parts.AddRange([word[..1], word[1..]]);
            }
            else
            {
                parts.Add(word);
            }
        }

        return [.. parts];
    }

    private static bool IsPunctuation(char c) => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c));

    private readonly record struct OrderCounts(double Hypothesis, double Reference, double Matched);
}
