using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Builds the pipeline of T5 or Llama from a SentencePiece model file, as transformers' converters do.</summary>
internal static class SentencePieceParts
{
    internal const string T5File = "spiece.model";
    internal const string LlamaFile = "tokenizer.model";

    private const string Mark = "\u2581";

    internal static (TokenizerParts Parts, SpecialTokens Special, TokenizerFamily Family) Read(string name, byte[] bytes, TokenizerConfig config)
    {
        var file = SentencePieceFile.Read(name, bytes);
        var family = (config.Class, file.ModelType) switch
        {
            ("T5Tokenizer", 1) or (null, 1) => TokenizerFamily.T5,
            ("LlamaTokenizer", 2) or (null, 2) => TokenizerFamily.Llama,
            (null, var type) => throw new WorkbenchException($"{name}: trainer_spec.model_type: {type} is not supported; supported: 1 (unigram), 2 (BPE)"),
            var (other, type) => throw new WorkbenchException(
                $"tokenizer_config.json: tokenizer_class: \"{other}\" with a {name} of model type {type} is not supported; supported: T5Tokenizer with 1 (unigram), LlamaTokenizer with 2 (BPE), or a tokenizer.json"),
        };
        return family == TokenizerFamily.T5 ? T5(name, file, config) : Llama(name, file, config);
    }

    private static (TokenizerParts, SpecialTokens, TokenizerFamily) T5(string name, SentencePieceFile file, TokenizerConfig config)
    {
        var extra = config.Find("extra_ids")?.AsId() ?? (config.AdditionalSpecialTokens.Count(token => token.Contains("<extra_id_", StringComparison.Ordinal)) is > 0 and var n ? n : 100);
        List<(string Piece, double Score)> pieces =
        [
            .. file.Pieces.Select(piece => (piece.Text, piece.Score)),
            .. Enumerable.Range(0, extra).Select(i => ($"<extra_id_{extra - 1 - i}>", 0.0)),
        ];
        var scheme = config.Flag("add_prefix_space") == false ? PrependScheme.Never
            : config.Flag("legacy") == false ? PrependScheme.First
            : PrependScheme.Always;
        var model = new UnigramModel(pieces, file.UnknownId, byteFallback: false);
        var special = SpecialTokenRoles.Read(config, TokenizerFamily.T5, model.Vocabulary.ContainsKey);
        if (special.Additional.Count == 0)
        {
            special = special with { Additional = [.. Enumerable.Range(0, extra).Select(i => $"<extra_id_{i}>")] };
        }

        var added = AddedTokenTable.Build(model.Vocabulary, Control(file), config, special);
        var end = Id(added, special.End, "eos_token");
        TemplatePiece first = new(0, [], 0), second = new(1, [], 0), separator = new(null, [end], 0);
        var parts = new TokenizerParts
        {
            Model = model,
            Normalizer = Normalizer(name, file),
            PreTokenizer = new MetaspacePreTokenizer(Mark, scheme, split: true),
            PostProcessor = new TemplatePostProcessor([first, separator], [first, separator, second, separator]),
            Decoder = new MetaspaceDecoder(Mark, dropInFirst: scheme != PrependScheme.Never),
            AddedTokens = added,
        };
        return (parts, special, TokenizerFamily.T5);
    }

    private static (TokenizerParts, SpecialTokens, TokenizerFamily) Llama(string name, SentencePieceFile file, TokenizerConfig config)
    {
        List<(string Piece, double Score)> pieces = [.. file.Pieces.Select((piece, id) => (piece.Text, id < 3 ? 0.0 : piece.Score))];
        Dictionary<string, int> vocabulary = pieces.Select((piece, id) => (piece.Piece, id)).ToDictionary(pair => pair.Piece, pair => pair.id);
        if (!vocabulary.ContainsKey(file.UnknownPiece))
        {
            throw new WorkbenchException($"{name}: trainer_spec.unk_piece: \"{file.UnknownPiece}\" is not among the pieces");
        }

        var prefix = config.Flag("add_prefix_space") ?? true;
        var legacy = config.Flag("legacy") ?? true;
        var special = SpecialTokenRoles.Read(config, TokenizerFamily.Llama, vocabulary.ContainsKey);
        var added = AddedTokenTable.Build(vocabulary, Control(file), config, special);
        var replace = new ReplaceNormalizer(" ", Mark);
        List<IDecoder> decoders = [new ReplaceDecoder(Mark, " "), new ByteFallbackDecoder(), new FuseDecoder()];
        if (prefix)
        {
            decoders.Add(new StripDecoder(" ", start: 1, stop: 0));
        }

        var parts = new TokenizerParts
        {
            Model = new BpeModel(vocabulary, SentencePieceMerges.Of(pieces, vocabulary), new BpeModelOptions
            {
                UnknownToken = file.UnknownPiece, FuseUnknown = true, ByteFallback = true,
            }),
            Normalizer = !legacy ? null : prefix ? new NormalizerSequence([new PrependNormalizer(Mark), replace]) : replace,
            PreTokenizer = legacy ? null : new MetaspacePreTokenizer(Mark, prefix ? PrependScheme.First : PrependScheme.Never, split: false),
            PostProcessor = LlamaTemplate.Read(config, special, added),
            Decoder = new DecoderSequence(decoders),
            AddedTokens = added,
        };
        return (parts, special, TokenizerFamily.Llama);
    }

    private static NormalizerSequence Normalizer(string name, SentencePieceFile file)
    {
        List<INormalizer> steps = [new StripNormalizer(left: false, right: true), new ReplaceNormalizer(CodePointRegex.Of(" {2,}"), Mark)];
        if (file.CharacterMap.Length > 0)
        {
            try
            {
                steps.Insert(0, new PrecompiledNormalizer(file.CharacterMap));
            }
            catch (FormatException e)
            {
                throw new WorkbenchException($"{name}: normalizer_spec.precompiled_charsmap: {e.Message}", e);
            }
        }

        return new NormalizerSequence(steps);
    }

    // Control pieces are special; user-defined ones are added, but not special.
    private static List<AddedToken> Control(SentencePieceFile file) =>
    [
        .. file.Pieces.Select((piece, id) => (piece, id))
            .Where(pair => pair.piece.Kind is SentencePieceKind.Control or SentencePieceKind.UserDefined)
            .Select(pair => new AddedToken(pair.piece.Text, pair.id) { Special = pair.piece.Kind == SentencePieceKind.Control, Normalized = false }),
    ];

    private static (string Token, int Id) Id(List<AddedToken> added, string? token, string role) =>
        added.Find(t => t.Content == token) is { } found
            ? (found.Content, found.Id)
            : throw new WorkbenchException($"tokenizer_config.json: {role}: expected a token, found null; this family needs one");
}
