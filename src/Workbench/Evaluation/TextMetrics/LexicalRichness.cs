using System.Text.RegularExpressions;
using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>How rich the vocabulary of one text is.</summary>
public sealed partial class LexicalRichness
{
    private readonly string[] words;

    private LexicalRichness(string[] words)
    {
        this.words = words;
        Terms = words.Distinct().Count();
    }

    /// <summary>The words, in lower case, without digits, dashes and punctuation.</summary>
    public IReadOnlyList<string> Tokens => words;

    /// <summary>Number of words.</summary>
    public int Count => words.Length;

    /// <summary>Number of different words.</summary>
    public int Terms { get; }

    /// <summary>Type-token ratio: terms / words; falls with the length of the text.</summary>
    public double TypeTokenRatio => (double)Terms / Count;

    /// <summary>Root type-token ratio: terms / sqrt(words) (Guiraud 1954).</summary>
    public double RootTypeTokenRatio => Terms / Math.Sqrt(Count);

    /// <summary>Corrected type-token ratio: terms / sqrt(2 words) (Carroll 1964).</summary>
    public double CorrectedTypeTokenRatio => Terms / Math.Sqrt(2.0 * Count);

    /// <summary>Yule's K (1944): 10^4 (sum of squared frequencies / N^2 - 1 / N); larger for a poorer vocabulary.</summary>
    public double YuleK => 1e4 * (Frequencies().Sum(f => (double)f * f) / ((double)Count * Count) - 1.0 / Count);

    /// <summary>Simpson's D (1949): the chance that two words drawn from the text are the same.</summary>
    public double SimpsonD => Frequencies().Sum(f => f * (f - 1.0)) / (Count * (Count - 1.0));

    /// <summary>Reads a text: digits and dashes vanish, punctuation separates words.</summary>
    /// <param name="text">Any text.</param>
    public static LexicalRichness Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(Words.Split(Punctuation().Replace(DigitsAndDashes().Replace(Words.Lower(text), ""), " ")));
    }

    /// <summary>Reads words.</summary>
    /// <param name="words">The words, as they are to be compared.</param>
    public static LexicalRichness Of(IReadOnlyList<string> words) => new([.. words]);

    /// <summary>
    /// Mean segmental type-token ratio (Johnson 1944): the mean over segments of <paramref name="segment"/> words. The last segment is left
    /// out, full or not.
    /// </summary>
    /// <param name="segment">At least 1 and below the number of words.</param>
    /// <exception cref="ArgumentOutOfRangeException">The segment is too short or too long.</exception>
    public double MeanSegmentalTypeTokenRatio(int segment)
    {
        CheckWindow(segment, Count - 1);
        return words.Chunk(segment).SkipLast(1).Average(part => part.Distinct().Count() / (double)part.Length);
    }

    /// <summary>Moving-average type-token ratio (Covington and McFall 2010): the mean over every window of <paramref name="window"/> words.</summary>
    /// <param name="window">At least 1 and at most the number of words.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is too short or too long.</exception>
    public double MovingAverageTypeTokenRatio(int window)
    {
        CheckWindow(window, Count);
        return Enumerable.Range(0, Count - window + 1).Average(start => words[start..(start + window)].Distinct().Count() / (double)window);
    }

    /// <summary>
    /// Measure of textual lexical diversity (McCarthy and Jarvis 2010): how many words it takes, on average, until the type-token ratio
    /// falls to a threshold; forwards and backwards.
    /// </summary>
    /// <param name="threshold">In (0, 1).</param>
    /// <returns>NaN for an empty text.</returns>
    public double TextualLexicalDiversity(double threshold = 0.72) =>
        Count == 0 ? double.NaN : (OneWay(words, threshold) + OneWay(words.Reverse(), threshold)) / 2;

    private double OneWay(IEnumerable<string> sequence, double threshold)
    {
        var seen = new HashSet<string>();
        int length = 0;
        double factors = 0, ratio = 1;
        foreach (var word in sequence)
        {
            length++;
            seen.Add(word);
            ratio = (double)seen.Count / length;
            if (ratio <= threshold)
            {
                factors++;
                length = 0;
                seen.Clear();
            }
        }

        factors += length > 0 ? (1 - ratio) / (1 - threshold) : 0;
        return Count / (factors == 0 ? 1 : factors);
    }

    private IEnumerable<int> Frequencies() => words.CountBy(word => word).Select(pair => pair.Value);

    private void CheckWindow(int window, int longest)
    {
        if (window < 1 || window > longest)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, $"A window lies between 1 and {longest} for this text of {Count} words.");
        }
    }

    [GeneratedRegex("[0-9\\-\u2013\u2014]+")]
    private static partial Regex DigitsAndDashes();

    [GeneratedRegex("[!-/:-@\\[-`{-~]")]
    private static partial Regex Punctuation();
}
