using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Splits a text into the stretches that merges stay within.</summary>
public abstract partial class PreTokenizer
{
    private static PreTokenizer? _wordOrNonWord;

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);

    /// <summary>Words, and runs of what is neither word nor white space; white space itself is dropped.</summary>
    public static PreTokenizer CreateWordOrNonWord(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null
            ? _wordOrNonWord ??= new RegexPreTokenizer(WordOrNonWord(), null)
            : new RegexPreTokenizer(WordOrNonWord(), specialTokens);

    [GeneratedRegex(@"\w+|[^\w\s]+", RegexOptions.None, 30_000)]
    private static partial Regex WordOrNonWord();
}
