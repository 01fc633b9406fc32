using System.Text;
using Workbench.Text.Pipeline;

namespace Workbench.Text;

/// <summary>
/// A tokenizer made of the steps that Hugging Face's tokenizers library keeps in tokenizer.json: added tokens are cut out, the rest is
/// normalised, split, encoded by the model (byte pair encoding by Microsoft.ML.Tokenizers), and post-processed; decoding runs back. Ids,
/// offsets and decoded texts equal that library's. Load one with <see cref="TokenizerFolder"/>. Safe to use from several threads.
/// </summary>
public sealed class PipelineTokenizer : ITextTokenizer
{
    private readonly TokenizerParts _parts;
    private readonly Dictionary<string, AddedToken> _addedByContent;
    private readonly Dictionary<int, AddedToken> _addedById;
    private readonly Dictionary<int, string> _tokens;
    private readonly HashSet<string> _special;
    private readonly AddedTokenSplitter _raw;
    private readonly AddedTokenSplitter _normalized;

    internal PipelineTokenizer(TokenizerParts parts, TokenizerSettings settings, TokenizerFiles files)
    {
        _parts = parts;
        Settings = settings;
        Files = files;
        _addedByContent = parts.AddedTokens.ToDictionary(token => token.Content);
        _addedById = parts.AddedTokens.ToDictionary(token => token.Id);
        _tokens = parts.Model.Vocabulary.ToDictionary(pair => pair.Value, pair => pair.Key);
        _special = [.. parts.AddedTokens.Where(token => token.Special).Select(token => token.Content)];
        _raw = new AddedTokenSplitter(parts.AddedTokens.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        _normalized = new AddedTokenSplitter(parts.AddedTokens.Where(token => token.Normalized).Select(token => (Normalized(token.Content), token)));
        VocabularySize = _tokens.Keys.Concat(_addedById.Keys).Max() + 1;
    }

    /// <summary>Special tokens, lengths and sides as the checkpoint gives them.</summary>
    public TokenizerSettings Settings { get; }

    /// <summary>The files that the tokenizer was read from, byte for byte.</summary>
    public TokenizerFiles Files { get; }

    /// <summary>The tokens that are cut out of texts before anything else, in the order of their ids.</summary>
    public IReadOnlyList<AddedToken> AddedTokens => [.. _addedById.Values.OrderBy(token => token.Id)];

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <summary>The id that ends a response: the end token's, else the separator's.</summary>
    /// <exception cref="WorkbenchException">The checkpoint names neither.</exception>
    public int EndId => SpecialId(Settings.Special.End ?? Settings.Special.Separator)
        ?? throw new WorkbenchException($"{Files.Name}: names no end token; expected \"eos_token\" in tokenizer_config.json or special_tokens_map.json");

    /// <summary>The id that fills a batch: the padding token's, or <see cref="EndId"/> where the checkpoint has none (as GPT-2).</summary>
    /// <exception cref="WorkbenchException">The checkpoint names neither.</exception>
    public int PadId => SpecialId(Settings.Special.Padding) ?? EndId;

    /// <summary>The id that begins a text, or null where the checkpoint has none.</summary>
    public int? BeginningId => SpecialId(Settings.Special.Beginning);

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true) =>
        [.. Run(text, null, addSpecialTokens, null).Select(token => token.Id)];

    /// <summary>Encodes a text, or a pair of texts the way the model family joins them, with offsets.</summary>
    /// <param name="text">Any Unicode text; a lone surrogate counts as U+FFFD.</param>
    /// <param name="pair">The second text; null or empty for none, as in transformers.</param>
    /// <param name="addSpecialTokens">Whether to add what the model family adds by itself, such as BOS or EOS.</param>
    /// <param name="truncation">How to cut the result, or null to keep everything.</param>
    /// <exception cref="WorkbenchException">The truncation cannot be met.</exception>
    public TokenEncoding EncodeWithOffsets(string text, string? pair = null, bool addSpecialTokens = true, Truncation? truncation = null)
    {
        var tokens = Run(text, string.IsNullOrEmpty(pair) ? null : pair, addSpecialTokens, truncation);
        return new TokenEncoding(
            [.. tokens.Select(token => token.Id)],
            [.. tokens.Select(token => TokenOf(token.Id) ?? token.Value)],
            [.. tokens.Select(token => (token.Start, token.End))],
            [.. tokens.Select(token => token.Special)],
            [.. tokens.Select(token => token.Segment)]);
    }

    /// <summary>Text of token ids. Ids that the vocabulary lacks give nothing; bytes that are not valid UTF-8 become U+FFFD.</summary>
    /// <param name="ids">Token ids.</param>
    /// <param name="skipSpecialTokens">Whether to leave special tokens out.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        List<string> tokens = [];
        foreach (var id in ids)
        {
            if (TokenOf(id) is { } token && !(skipSpecialTokens && _special.Contains(token)))
            {
                tokens.Add(token);
            }
        }

        return _parts.Decoder is { } decoder ? string.Concat(decoder.Decode(tokens)) : string.Join(' ', tokens);
    }

    /// <inheritdoc/>
    public int? IdOf(string token) =>
        _addedByContent.TryGetValue(token, out var added) ? added.Id
        : _parts.Model.Vocabulary.TryGetValue(token, out var id) ? id
        : null;

    /// <summary>How the vocabulary spells a token, or null where no token has the id.</summary>
    public string? TokenOf(int id) =>
        _addedById.TryGetValue(id, out var added) ? added.Content : _tokens.GetValueOrDefault(id);

    /// <summary>How many tokens are added around one text, or around a pair.</summary>
    public int AddedCount(bool isPair) => _parts.PostProcessor?.AddedTokens(isPair) ?? 0;

    private int? SpecialId(string? token) => token is null ? null : IdOf(token);

    private string Normalized(string content) =>
        _parts.Normalizer is { } normalizer ? normalizer.Normalize(AlignedText.Of(content)).ToString() : content;

    private List<TextToken> Run(string text, string? pair, bool addSpecialTokens, Truncation? truncation)
    {
        List<List<TextToken>> runs = [Tokenize(text, 0)];
        if (pair != null)
        {
            runs.Add(Tokenize(pair, 1));
        }

        if (truncation != null)
        {
            TruncationRule.Apply(runs, truncation.MaxLength - (addSpecialTokens ? AddedCount(pair != null) : 0), truncation);
        }

        var processed = _parts.PostProcessor?.Process(runs, addSpecialTokens) ?? runs;
        return processed.Count == 1 ? processed[0] : [.. processed.SelectMany(run => run)];
    }

    private List<TextToken> Tokenize(string text, int segment)
    {
        List<TextToken> tokens = [];
        List<Stretch> parts = [];
        foreach (var (outer, token) in _raw.Split(AlignedText.Of(WellFormed(text))))
        {
            if (token != null)
            {
                Add(outer, token);
                continue;
            }

            foreach (var (inner, normalizedToken) in _normalized.Split(_parts.Normalizer?.Normalize(outer) ?? outer))
            {
                if (normalizedToken != null)
                {
                    Add(inner, normalizedToken);
                    continue;
                }

                parts.Clear();
                if (_parts.PreTokenizer is { } preTokenizer)
                {
                    preTokenizer.Split(inner, parts);
                }
                else
                {
                    parts.Add(inner);
                }

                parts.ForEach(part => _parts.Model.Tokenize(part, tokens));
            }
        }

        return segment == 0 ? tokens : [.. tokens.Select(token => token with { Segment = segment })];

        void Add(Stretch part, AddedToken token)
        {
            var (start, end) = part.OriginOf(0, part.Length);
            tokens.Add(new TextToken(token.Id, part.ToString(), start, end));
        }
    }

    private static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    i++;
                }
                else
                {
                    return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                }
            }
        }

        return text;
    }
}
