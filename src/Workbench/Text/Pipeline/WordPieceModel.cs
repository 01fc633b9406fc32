namespace Workbench.Text.Pipeline;

/// <summary>
/// BERT's WordPiece: from the left, always the longest piece that the vocabulary has; a word that cannot be cut whole, or is too long, becomes
/// the unknown token. Ours, because the WordPieceTokenizer of Microsoft.ML.Tokenizers 2.0.0 counts UTF-16 units where the limit is of
/// characters, and takes its vocabulary by lines, so that no file with gaps or duplicates keeps its ids.
/// </summary>
internal sealed class WordPieceModel : ITokenModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly string _unknown;
    private readonly string _prefix;
    private readonly int _longestWord;
    private readonly int _longestPiece;

    /// <param name="vocabulary">Token to id.</param>
    /// <param name="unknown">The token that stands for what cannot be cut.</param>
    /// <param name="prefix">What stands before pieces inside a word.</param>
    /// <param name="longestWord">Most characters of a word; longer ones are unknown.</param>
    internal WordPieceModel(Dictionary<string, int> vocabulary, string unknown, string prefix, int longestWord)
    {
        _vocabulary = vocabulary;
        _ids = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        (_unknown, _prefix, _longestWord) = (unknown, prefix, longestWord);
        _longestPiece = vocabulary.Keys.Max(token => token.Length);
    }

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    public void Tokenize(Stretch part, List<TextToken> tokens)
    {
        var before = tokens.Count;
        if (!TryCut(part, tokens))
        {
            tokens.RemoveRange(before, tokens.Count - before);
            tokens.Add(Token(part, 0, part.Length, _unknown, _vocabulary.TryGetValue(_unknown, out var id) ? id : throw new WorkbenchException(
                $"the tokenizer's unknown token \"{_unknown}\" is not in its vocabulary, and the text holds a word that it has no pieces for")));
        }
    }

    private bool TryCut(Stretch part, List<TextToken> tokens)
    {
        if (Characters(part.Span) > _longestWord)
        {
            return false;
        }

        Span<char> candidate = new char[_prefix.Length + part.Length];
        for (int start = 0, end; start < part.Length; start = end)
        {
            var prefix = start > 0 ? _prefix : "";
            prefix.CopyTo(candidate);
            part.Span[start..].CopyTo(candidate[prefix.Length..]);
            end = Math.Min(part.Length, start + Math.Max(_longestPiece - prefix.Length, 0));
            var id = -1;
            while (end > start && (IsInside(part.Span, end) || !_ids.TryGetValue(candidate[..(prefix.Length + end - start)], out id)))
            {
                end--;
            }

            if (end == start)
            {
                return false;
            }

            tokens.Add(Token(part, start, end, candidate[..(prefix.Length + end - start)].ToString(), id));
        }

        return true;
    }

    private static bool IsInside(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    private static int Characters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var unit in text)
        {
            count += char.IsLowSurrogate(unit) ? 0 : 1;
        }

        return count;
    }

    private static TextToken Token(Stretch part, int from, int to, string value, int id)
    {
        var (start, end) = part.OriginOf(from, to);
        return new TextToken(id, value, start, end);
    }
}
