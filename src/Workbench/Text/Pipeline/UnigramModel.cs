using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// The unigram model of SentencePiece (Kudo 2018): of all ways to cut a text into pieces, the one whose scores (log probabilities) sum
/// highest. Ours, because Microsoft.ML.Tokenizers 2.0.0 builds its unigram model from a SentencePiece file only, and settles ties as
/// SentencePiece does: where two ways score the same, tokenizer.json wants the one that Hugging Face's tokenizers find first.
/// </summary>
internal sealed class UnigramModel : ITokenModel
{
    private const double UnknownPenalty = 10;

    private readonly IReadOnlyList<(string Piece, double Score)> _pieces;
    private readonly Dictionary<string, int> _ids = [];
    private readonly PieceTrie _trie = new();
    private readonly int? _unknownId;
    private readonly double _unknownScore;
    private readonly bool _byteFallback;

    /// <param name="pieces">Pieces and scores; the index is the id.</param>
    /// <param name="unknownId">The piece that stands for characters without one; null if there is none.</param>
    /// <param name="byteFallback">Whether such characters become bytes, spelt &lt;0xNN&gt;, instead.</param>
    internal UnigramModel(IReadOnlyList<(string Piece, double Score)> pieces, int? unknownId, bool byteFallback)
    {
        _pieces = pieces;
        _unknownId = unknownId;
        _byteFallback = byteFallback;
        _unknownScore = pieces.Min(piece => piece.Score) - UnknownPenalty;
        for (var id = 0; id < pieces.Count; id++)
        {
            _ids[pieces[id].Piece] = id;
            _trie.Add(pieces[id].Piece, id);
        }
    }

    public IReadOnlyDictionary<string, int> Vocabulary => _ids;

    public void Tokenize(Stretch part, List<TextToken> tokens)
    {
        foreach (var (start, end) in BestPath(part.Span))
        {
            var text = part.Span[start..end].ToString();
            var (from, to) = part.OriginOf(start, end);
            if (_ids.TryGetValue(text, out var id))
            {
                tokens.Add(new TextToken(id, text, from, to));
            }
            else if (_byteFallback && Bytes(text) is { } bytes)
            {
                tokens.AddRange(bytes.Select(value => new TextToken(_ids[value], value, from, to)));
            }
            else
            {
                tokens.Add(new TextToken(Unknown(), text, from, to));
            }
        }
    }

    // The pieces of the best way through the text; neighbours that are unknown become one.
    private List<(int Start, int End)> BestPath(ReadOnlySpan<char> text)
    {
        var best = new (double Score, int From, int Id)[text.Length + 1];
        Array.Fill(best, (0, -1, -1));
        for (int start = 0, width; start < text.Length; start += width)
        {
            width = char.IsHighSurrogate(text[start]) && start + 1 < text.Length ? 2 : 1;
            var single = false;
            var node = 0;
            for (var end = start; end < text.Length && _trie.TryStep(ref node, text[end]); end++)
            {
                if (_trie.IdAt(node) is >= 0 and var id)
                {
                    single |= end + 1 - start == width;
                    Consider(best, start, end + 1, _pieces[id].Score, id);
                }
            }

            if (!single)
            {
                Consider(best, start, start + width, _unknownScore, Unknown());
            }
        }

        List<(int Start, int End)> path = [];
        for (var (end, afterUnknown) = (text.Length, false); end > 0; end = best[end].From)
        {
            var unknown = best[end].Id == _unknownId;
            if (unknown && afterUnknown)
            {
                path[^1] = (best[end].From, path[^1].End);
            }
            else
            {
                path.Add((best[end].From, end));
            }

            afterUnknown = unknown;
        }

        path.Reverse();
        return path;
    }

    private static void Consider((double Score, int From, int Id)[] best, int start, int end, double score, int id)
    {
        var total = best[start].Score + score;
        if (best[end].From < 0 || total > best[end].Score)
        {
            best[end] = (total, start, id);
        }
    }

    private int Unknown() => _unknownId
        ?? throw new WorkbenchException("the tokenizer has no unknown token, and the text holds a character that it has no piece for");

    private List<string>? Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).Select(value => $"<0x{value:X2}>").ToList();
        return bytes.TrueForAll(_ids.ContainsKey) ? bytes : null;
    }
}
