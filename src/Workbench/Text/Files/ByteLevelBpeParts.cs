using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Builds the pipeline of GPT-2, RoBERTa or Qwen2 from vocab.json and merges.txt, as transformers' converter does.</summary>
internal static class ByteLevelBpeParts
{
    internal const string VocabularyFile = "vocab.json";
    internal const string MergesFile = "merges.txt";

    private const string Qwen2Pattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    internal static (TokenizerParts Parts, SpecialTokens Special, TokenizerFamily Family) Read(byte[] vocabularyFile, byte[] mergesFile, TokenizerConfig config)
    {
        var vocabulary = BpeFiles.Vocabulary(JsonPlace.Parse(VocabularyFile, vocabularyFile));
        var merges = BpeFiles.Merges(MergesFile, mergesFile, vocabulary);
        var family = FamilyOf(config, vocabulary);
        var special = SpecialTokenRoles.Read(config, family, vocabulary.ContainsKey);
        var added = AddedTokenTable.Build(vocabulary, [], config, special);
        var addPrefixSpace = config.Flag("add_prefix_space") ?? false;
        var parts = new TokenizerParts
        {
            Model = new BpeModel(vocabulary, merges, new BpeModelOptions { ByteLevel = true }),
            Normalizer = family == TokenizerFamily.Qwen2 ? new UnicodeNormalizer(compatibility: false, compose: true) : null,
            PreTokenizer = family == TokenizerFamily.Qwen2
                ? new PreTokenizerSequence(
                [
                    new SplitPreTokenizer(CodePointRegex.Of(Qwen2Pattern), SplitBehavior.Isolated, invert: false),
                    new ByteLevelPreTokenizer(addPrefixSpace, useRegex: false),
                ])
                : new ByteLevelPreTokenizer(addPrefixSpace, useRegex: true),
            PostProcessor = family == TokenizerFamily.Roberta
                ? new RobertaPostProcessor(Token(special.Classification, "cls_token"), Token(special.Separator, "sep_token"), config.Flag("trim_offsets") ?? true, addPrefixSpace)
                : Gpt2(family == TokenizerFamily.Gpt2 && config.Flag("add_bos_token") == true),
            Decoder = new ByteLevelDecoder(),
            AddedTokens = added,
        };
        return (parts, special, family);

        (string Token, int Id) Token(string? token, string role) =>
            added.Find(t => t.Content == token) is { } found
                ? (found.Content, found.Id)
                : throw new WorkbenchException($"tokenizer_config.json: {role}: expected a token, found null; this family needs one");

        IPostProcessor Gpt2(bool addBeginning)
        {
            if (!addBeginning)
            {
                return new ByteLevelPostProcessor(trimOffsets: false, addPrefixSpace: true);
            }

            TemplatePiece beginning = new(null, [Token(special.Beginning, "bos_token")], 0), first = new(0, [], 0), second = new(1, [], 1);
            return new TemplatePostProcessor([beginning, first], [beginning, first, second]);
        }
    }

    private static TokenizerFamily FamilyOf(TokenizerConfig config, Dictionary<string, int> vocabulary)
    {
        if (config.Class is null)
        {
            return vocabulary.ContainsKey("<s>") && vocabulary.ContainsKey("</s>") ? TokenizerFamily.Roberta : TokenizerFamily.Gpt2;
        }

        return TokenizerFamily.Of(config.Class) is { Name: "GPT2" or "Roberta" or "Qwen2" } family ? family : throw new WorkbenchException(
            $"tokenizer_config.json: tokenizer_class: \"{config.Class}\" with vocab.json and merges.txt is not supported; supported: GPT2Tokenizer, RobertaTokenizer, Qwen2Tokenizer, or a tokenizer.json");
    }
}
