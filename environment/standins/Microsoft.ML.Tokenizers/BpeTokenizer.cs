using System.Buffers;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>Byte pair encoding over characters or, with <see cref="ByteLevel"/>, over bytes spelt in GPT-2's alphabet.</summary>
public sealed class BpeTokenizer : Tokenizer
{
    private const int LongestCachedWord = 15;
    private const int CacheCapacity = 10_000;
    private const int StackLength = 128;

    private readonly Dictionary<string, int> _vocabulary = [];
    private readonly Dictionary<int, string> _tokens = [];
    private readonly Dictionary<(int, int), (int Rank, int Id)> _merges = [];
    private readonly Dictionary<string, int>? _specialTokens;
    private readonly Dictionary<int, string>? _specialTokensById;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idOf;
    private readonly Dictionary<string, BpeWord> _cache = [];
    private readonly Dictionary<string, BpeWord>.AlternateLookup<ReadOnlySpan<char>> _cached;
    private readonly int? _unknownId;
    private readonly (int Id, string Token)? _beginning;
    private readonly (int Id, string Token)? _end;

    private BpeTokenizer(BpeOptions options)
    {
        foreach (var (token, id) in options.Vocabulary)
        {
            _vocabulary.Add(token, id);
        }

        if (_vocabulary.Count == 0)
        {
            throw new InvalidOperationException("The vocabulary cannot be empty.");
        }

        List<(string Left, string Right)> merges = [.. (options.Merges ?? []).Select(Split)];

        _idOf = _vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _cached = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        PreTokenizer = options.PreTokenizer ?? PreTokenizer.CreateWordOrNonWord();
        Normalizer = options.Normalizer;
        FuseUnknownTokens = options.FuseUnknownTokens;
        ContinuingSubwordPrefix = options.ContinuingSubwordPrefix;
        EndOfWordSuffix = options.EndOfWordSuffix;
        ByteLevel = options.ByteLevel;
        BeginningOfSentenceToken = options.BeginningOfSentenceToken;
        _beginning = Sentence(options.BeginningOfSentenceToken, "beginning", options.SpecialTokens);
        _end = Sentence(options.EndOfSentenceToken, "end", options.SpecialTokens);

        foreach (var (token, id) in _vocabulary)
        {
            _tokens.Add(id, token);
        }

        if (options.SpecialTokens is { } special)
        {
            SpecialTokens = special;
            _specialTokens = special.ToDictionary(pair => pair.Key, pair => pair.Value);
            _specialTokensById = special.ToDictionary(pair => pair.Value, pair => pair.Key);
        }

        UnknownToken = options.UnknownToken;
        if (UnknownToken != null)
        {
            _unknownId = _vocabulary.TryGetValue(UnknownToken, out var id)
                ? id
                : throw new InvalidOperationException($"Unknown Token '{UnknownToken}' was not present in 'Vocabulary'.");
        }

        var prefix = ContinuingSubwordPrefix?.Length ?? 0;
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = merges[rank];
            var pair = (Known(left), Known(right));
            if (right.Length <= prefix)
            {
                throw new InvalidOperationException($"The merge value '{right}' is too short to be merged with a prefix of length {prefix}. This implies that the merge file is either damaged or missing the prefix in its entries.");
            }

            _merges.Add(pair, (rank, Known(left + right[prefix..])));
        }
    }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public string? UnknownToken { get; }

    public string? ContinuingSubwordPrefix { get; }

    public string? EndOfWordSuffix { get; }

    public bool FuseUnknownTokens { get; }

    public bool ByteLevel { get; }

    public string? BeginningOfSentenceToken { get; }

    public override PreTokenizer? PreTokenizer { get; }

    public override Normalizer? Normalizer { get; }

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary.AsReadOnly();

    public static BpeTokenizer Create(BpeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BpeTokenizer(options);
    }

    public override string Decode(IEnumerable<int> ids) => Decode(ids, considerSpecialTokens: true);

    public string Decode(IEnumerable<int> ids, bool considerSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ByteLevel ? DecodeBytes(ids, considerSpecialTokens) : DecodeCharacters(ids, considerSpecialTokens);
    }

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (string.IsNullOrEmpty(text) && textSpan.IsEmpty)
        {
            return new EncodeResults<EncodedToken> { Tokens = [] };
        }

        var (normalized, splits) = Prepare(ref text, textSpan, settings);
        var whole = text is null ? textSpan : text.AsSpan();
        List<EncodedToken> tokens = [];
        if (_beginning is var (beginningId, beginning))
        {
            tokens.Add(new EncodedToken(beginningId, beginning, new Range(0, 0)));
        }

        foreach (var (offset, length) in splits ?? [(0, whole.Length)])
        {
            AddTokens(whole.Slice(offset, length), offset, tokens);
        }

        if (_end is var (endId, end))
        {
            tokens.Add(new EncodedToken(endId, end, new Range(whole.Length, whole.Length)));
        }

        return new EncodeResults<EncodedToken> { Tokens = tokens, NormalizedText = normalized, CharsConsumed = whole.Length };
    }

    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (string.IsNullOrEmpty(text) && textSpan.IsEmpty)
        {
            return new EncodeResults<int> { Tokens = [] };
        }

        var (normalized, splits) = Prepare(ref text, textSpan, settings);
        var whole = text is null ? textSpan : text.AsSpan();
        List<int> ids = [];
        var consumed = 0;
        if (_beginning is var (beginningId, _))
        {
            ids.Add(beginningId);
        }

        foreach (var (offset, length) in splits ?? [(0, whole.Length)])
        {
            AddIds(whole.Slice(offset, length), ids);
            consumed = offset + length;
        }

        if (_end is var (endId, _))
        {
            ids.Add(endId);
        }

        return new EncodeResults<int> { Tokens = ids, NormalizedText = normalized, CharsConsumed = consumed };
    }

    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    private static (string Left, string Right) Split(string merge)
    {
        if (merge is null)
        {
            throw new InvalidOperationException("The merge entries cannot be null.");
        }

        return MergeLine.TrySplit(merge, out var left, out var right)
            ? (left, right)
            : throw new InvalidOperationException("Invalid merger file format");
    }

    private int Known(string token) =>
        _vocabulary.TryGetValue(token, out var id)
            ? id
            : throw new InvalidOperationException($"Trying to merge a token '{token}' which not exist in the vocabulary.");

    // Without a table of special tokens an unknown name passes and has the id 0.
    private (int Id, string Token)? Sentence(string? token, string which, IReadOnlyDictionary<string, int>? specialTokens)
    {
        if (token is null)
        {
            return null;
        }

        var id = 0;
        if (!_vocabulary.TryGetValue(token, out id) && specialTokens?.TryGetValue(token, out id) is false)
        {
            throw new InvalidOperationException($"The {which} of sentence token '{token}' was not present in the vocabulary.");
        }

        return (id, token);
    }

    private (string? Normalized, IEnumerable<(int Offset, int Length)>? Splits) Prepare(ref string? text, ReadOnlySpan<char> span, EncodeSettings settings)
    {
        string? normalized = null;
        if (settings.ConsiderNormalization && Normalizer is { } normalizer)
        {
            text = normalized = normalizer.Normalize(text ?? span.ToString());
        }

        if (!settings.ConsiderPreTokenization)
        {
            return (normalized, null);
        }

        return (normalized, text is null ? PreTokenizer!.PreTokenize(span) : PreTokenizer!.PreTokenize(text));
    }

    private void AddTokens(ReadOnlySpan<char> text, int offset, List<EncodedToken> tokens)
    {
        if (Special(text) is { } special)
        {
            tokens.Add(new EncodedToken(special, text.ToString(), new Range(offset, offset + text.Length)));
            return;
        }

        if (!ByteLevel)
        {
            var plain = Word(text);
            for (int i = 0, start = offset; i < plain.Count; start += plain.Length(i++))
            {
                tokens.Add(new EncodedToken(plain.Id(i), _tokens[plain.Id(i)], new Range(start, start + plain.Length(i))));
            }

            return;
        }

        var room = Encoding.UTF8.GetMaxByteCount(text.Length);
        var spelling = new char[room];
        var origin = new int[room];
        var length = ByteAlphabet.Spell(text, spelling, origin);
        var word = Word(spelling.AsSpan(0, length));
        for (int i = 0, start = 0; i < word.Count; start += word.Length(i++))
        {
            // The end is one UTF-16 unit after the last byte's first unit: a token that ends in a surrogate pair stops inside it.
            var end = origin[start + word.Length(i) - 1] + 1;
            tokens.Add(new EncodedToken(word.Id(i), _tokens[word.Id(i)], new Range(offset + origin[start], offset + end)));
        }
    }

    private void AddIds(ReadOnlySpan<char> text, List<int> ids)
    {
        if (Special(text) is { } special)
        {
            ids.Add(special);
            return;
        }

        BpeWord word;
        if (ByteLevel)
        {
            var room = Encoding.UTF8.GetMaxByteCount(text.Length);
            var rentedSpelling = room > StackLength ? ArrayPool<char>.Shared.Rent(room) : null;
            var rentedOrigin = room > StackLength ? ArrayPool<int>.Shared.Rent(room) : null;
            var spelling = rentedSpelling ?? stackalloc char[StackLength];
            var origin = rentedOrigin ?? stackalloc int[StackLength];
            word = Word(spelling[..ByteAlphabet.Spell(text, spelling, origin)]);
            if (rentedSpelling != null)
            {
                ArrayPool<char>.Shared.Return(rentedSpelling);
                ArrayPool<int>.Shared.Return(rentedOrigin!);
            }
        }
        else
        {
            word = Word(text);
        }

        for (var i = 0; i < word.Count; i++)
        {
            ids.Add(word.Id(i));
        }
    }

    private int? Special(ReadOnlySpan<char> text) =>
        _specialTokens != null && _specialTokens.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var id) ? id : null;

    private BpeWord Word(ReadOnlySpan<char> text)
    {
        lock (_cache)
        {
            if (_cached.TryGetValue(text, out var known))
            {
                return known;
            }
        }

        var word = Symbols(text);
        word.MergeAll(_merges);
        if (text.Length <= LongestCachedWord)
        {
            lock (_cache)
            {
                if (_cache.Count < CacheCapacity)
                {
                    _cached[text] = word;
                }
            }
        }

        return word;
    }

    // Characters that the vocabulary lacks become the unknown token; where there is none, they vanish.
    private BpeWord Symbols(ReadOnlySpan<char> text)
    {
        var word = new BpeWord();
        var unknown = 0;
        int length;
        for (var i = 0; i < text.Length; i += length)
        {
            length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            if (TryGetId(text.Slice(i, length), first: i == 0, last: i + length >= text.Length, out var id))
            {
                FlushUnknown();
                word.Add(id, length);
            }
            else if (_unknownId != null)
            {
                if (!FuseUnknownTokens)
                {
                    FlushUnknown();
                }

                unknown += length;
            }
        }

        FlushUnknown();
        return word;

        void FlushUnknown()
        {
            if (unknown > 0)
            {
                word.Add(_unknownId!.Value, unknown);
                unknown = 0;
            }
        }
    }

    private bool TryGetId(ReadOnlySpan<char> symbol, bool first, bool last, out int id)
    {
        var prefix = first ? null : ContinuingSubwordPrefix;
        var suffix = last ? EndOfWordSuffix : null;
        return prefix is null && suffix is null
            ? _idOf.TryGetValue(symbol, out id)
            : _vocabulary.TryGetValue($"{prefix}{symbol}{suffix}", out id);
    }

    private string DecodeBytes(IEnumerable<int> ids, bool considerSpecialTokens)
    {
        List<byte> bytes = [];
        foreach (var id in ids)
        {
            if (_specialTokensById?.TryGetValue(id, out var special) is true)
            {
                if (considerSpecialTokens)
                {
                    ByteAlphabet.AppendBytes(special, bytes);
                }
            }
            else if (_tokens.TryGetValue(id, out var token))
            {
                var span = token.AsSpan();
                if (EndOfWordSuffix != null && span.EndsWith(EndOfWordSuffix, StringComparison.Ordinal))
                {
                    span = span[..^EndOfWordSuffix.Length];
                }

                if (ContinuingSubwordPrefix != null && span.StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal))
                {
                    span = span[ContinuingSubwordPrefix.Length..];
                }

                ByteAlphabet.AppendBytes(span, bytes);
            }
        }

        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }

    private string DecodeCharacters(IEnumerable<int> ids, bool considerSpecialTokens)
    {
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            if (_specialTokensById?.TryGetValue(id, out var special) is true)
            {
                text.Append(considerSpecialTokens ? special : "");
            }
            else if (id == _unknownId)
            {
                text.Append(considerSpecialTokens ? UnknownToken : "");
            }
            else if (_tokens.TryGetValue(id, out var token))
            {
                text.Append(token);
            }
        }

        var result = text.ToString();
        if (EndOfWordSuffix is { Length: > 0 } suffix)
        {
            result = (result.EndsWith(suffix, StringComparison.Ordinal) ? result[..^suffix.Length] : result).Replace(suffix, " ");
        }

        return ContinuingSubwordPrefix is { Length: > 0 } prefix ? result.Replace(prefix, "") : result;
    }
}
