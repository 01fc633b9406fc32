using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Builds the pipeline of BERT or DistilBERT from vocab.txt, as transformers' converter does.</summary>
internal static class WordPieceParts
{
    internal const string File = "vocab.txt";

    private const string Prefix = "##";
    private const int LongestWord = 100;

    internal static (TokenizerParts Parts, SpecialTokens Special, TokenizerFamily Family) Read(byte[] file, TokenizerConfig config)
    {
        var vocabulary = Vocabulary(file);
        var family = FamilyOf(config);
        var special = SpecialTokenRoles.Read(config, family, vocabulary.ContainsKey);
        var added = AddedTokenTable.Build(vocabulary, [], config, special);
        var parts = new TokenizerParts
        {
            Model = new WordPieceModel(vocabulary, special.Unknown ?? throw Missing("unk_token"), Prefix, LongestWord),
            Normalizer = Normalizer(new BertNormalizerOptions(), config),
            PreTokenizer = new BertPreTokenizer(),
            PostProcessor = BertTemplate.Of(Token(special.Classification, "cls_token"), Token(special.Separator, "sep_token")),
            Decoder = new WordPieceDecoder(Prefix, cleanUp: true),
            AddedTokens = added,
        };
        return (parts, special, family);

        (string Token, int Id) Token(string? token, string role) =>
            added.Find(t => t.Content == token) is { } found ? (found.Content, found.Id) : throw Missing(role);
    }

    /// <summary>As transformers: these classes take three steps of the normalizer from their configuration, whatever tokenizer.json says.</summary>
    internal static BertNormalizer Normalizer(BertNormalizerOptions options, TokenizerConfig config) => new(options with
    {
        Lowercase = config.Flag("do_lower_case") ?? true,
        StripAccents = config.Flag("strip_accents"),
        HandleIdeographs = config.Flag("tokenize_chinese_chars") ?? true,
    });

    // A token's id is the number of its line, the last one where it stands there twice.
    private static Dictionary<string, int> Vocabulary(byte[] file)
    {
        Dictionary<string, int> vocabulary = [];
        foreach (var (id, token) in TextFile.Lines(File, file).Index())
        {
            vocabulary[token] = id;
        }

        return vocabulary.Count > 0 ? vocabulary : throw new WorkbenchException($"{File}: holds no tokens");
    }

    private static TokenizerFamily FamilyOf(TokenizerConfig config)
    {
        if (config.Class is null)
        {
            return TokenizerFamily.Bert;
        }

        return TokenizerFamily.Of(config.Class) is { IsBert: true } family ? family : throw new WorkbenchException(
            $"tokenizer_config.json: tokenizer_class: \"{config.Class}\" with vocab.txt is not supported; supported: BertTokenizer, DistilBertTokenizer, ElectraTokenizer, or a tokenizer.json");
    }

    private static WorkbenchException Missing(string role) =>
        new($"tokenizer_config.json: {role}: expected a token, found null; this family needs one");
}
