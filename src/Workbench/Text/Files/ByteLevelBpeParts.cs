using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Builds the pipeline of GPT-2 or RoBERTa from vocab.json and merges.txt, as transformers' converter does.</summary>
internal static class ByteLevelBpeParts
{
    internal const string VocabularyFile = "vocab.json";
    internal const string MergesFile = "merges.txt";

    internal static (TokenizerParts Parts, SpecialTokens Special) Read(byte[] vocabularyFile, byte[] mergesFile, TokenizerConfig config)
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
            PreTokenizer = new ByteLevelPreTokenizer(addPrefixSpace, useRegex: true),
            PostProcessor = family == TokenizerFamily.Roberta
                ? new RobertaPostProcessor(Token(special.Classification, "cls_token"), Token(special.Separator, "sep_token"), trimOffsets: true, addPrefixSpace)
                : Gpt2(config.Flag("add_bos_token") ?? false),
            Decoder = new ByteLevelDecoder(),
            AddedTokens = added,
        };
        return (parts, special);

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

        return TokenizerFamily.Of(config.Class) ?? throw new WorkbenchException(
            $"tokenizer_config.json: tokenizer_class: \"{config.Class}\" with vocab.json and merges.txt is not supported; supported: GPT2Tokenizer, RobertaTokenizer, or a tokenizer.json");
    }
}
