using System.Text;
using Microsoft.ML.Tokenizers;

namespace Workbench.Text.Pipeline;

/// <summary>
/// Byte pair encoding by Microsoft.ML.Tokenizers: over bytes spelt in GPT-2's alphabet, or over characters. Around it stands what version
/// 2.0.0 of that package lacks: a whole part that is a token by itself (ignore_merges) and bytes for characters that the vocabulary lacks
/// (byte_fallback, as in Llama).
/// </summary>
internal sealed class BpeModel : ITokenModel
{
    private readonly BpeTokenizer _bpe;
    private readonly BpeModelOptions _options;
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _known;
    private readonly int[]? _fallback;

    /// <param name="vocabulary">Token to id; ids differ.</param>
    /// <param name="merges">"left right", best first; each side and what they make are in the vocabulary.</param>
    /// <param name="options">The rest.</param>
    internal BpeModel(Dictionary<string, int> vocabulary, IReadOnlyList<(string Left, string Right)> merges, BpeModelOptions options)
    {
        _vocabulary = vocabulary;
        _known = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _options = options;
        _bpe = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = [.. merges.Select(merge => $"{merge.Left} {merge.Right}")],
            ByteLevel = options.ByteLevel,
            UnknownToken = options.UnknownToken is { } unknown && vocabulary.ContainsKey(unknown) ? unknown : null,
            FuseUnknownTokens = options.FuseUnknown,
            ContinuingSubwordPrefix = NullIfEmpty(options.ContinuingSubwordPrefix),
            EndOfWordSuffix = NullIfEmpty(options.EndOfWordSuffix),
        });
        if (options.ByteFallback)
        {
            var ids = Enumerable.Range(0, 256).Select(b => vocabulary.GetValueOrDefault($"<0x{b:X2}>", -1)).ToArray();
            _fallback = Array.TrueForAll(ids, id => id < 0) ? null : ids;
        }
    }

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    public void Tokenize(Stretch part, List<TextToken> tokens)
    {
        if (_options.IgnoreMerges)
        {
            var whole = _options.ByteLevel ? ByteAlphabet.Spell(part.Span) : part.ToString();
            if (_vocabulary.TryGetValue(whole, out var id))
            {
                Add(id, whole, part, 0, part.Length, tokens);
                return;
            }
        }

        if (_fallback is null)
        {
            Merge(part, tokens);
        }
        else
        {
            WithFallback(part, tokens);
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void Add(int id, string value, Stretch part, int from, int to, List<TextToken> tokens)
    {
        var (start, end) = part.OriginOf(from, to);
        tokens.Add(new TextToken(id, value, start, end));
    }

    private void Merge(Stretch part, List<TextToken> tokens)
    {
        var done = 0;
        foreach (var token in _bpe.EncodeToTokens(part.Span, out _, considerPreTokenization: false, considerNormalization: false))
        {
            RequireNothingBetween(done, token.Offset.Start.Value);
            done = token.Offset.End.Value;
            Add(token.Id, token.Value, part, token.Offset.Start.Value, done, tokens);
        }

        RequireNothingBetween(done, part.Length);
    }

    // Without any unknown token a character that has none vanishes; one that is named but missing is an error, as in Hugging Face's tokenizers.
    private void RequireNothingBetween(int done, int next)
    {
        if (next > done && _options.UnknownToken is { } unknown && !_vocabulary.ContainsKey(unknown))
        {
            throw new WorkbenchException(
                $"the tokenizer's unknown token \"{unknown}\" is not in its vocabulary, and the text holds a character that it has no token for");
        }
    }

    // A character without a token becomes its bytes, so that merges never cross it; without all of its bytes it stays for the unknown token.
    private void WithFallback(Stretch part, List<TextToken> tokens)
    {
        var done = 0;
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < part.Length;)
        {
            Rune.DecodeFromUtf16(part.Span[i..], out var rune, out var units);
            if (!_known.ContainsKey(part.Span.Slice(i, units)))
            {
                var bytes = utf8[..rune.EncodeToUtf8(utf8)];
                if (HasAll(bytes))
                {
                    MergeBetween(part, done, i, tokens);
                    foreach (var value in bytes)
                    {
                        Add(_fallback![value], $"<0x{value:X2}>", part, i, i + units, tokens);
                    }

                    done = i + units;
                }
            }

            i += units;
        }

        MergeBetween(part, done, part.Length, tokens);
    }

    private bool HasAll(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (_fallback![value] < 0)
            {
                return false;
            }
        }

        return true;
    }

    private void MergeBetween(Stretch part, int from, int to, List<TextToken> tokens)
    {
        if (to > from)
        {
            Merge(part.Slice(from, to - from), tokens);
        }
    }
}
