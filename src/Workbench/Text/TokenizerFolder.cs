using Workbench.Checkpoints;
using Workbench.Hub;
using Workbench.Text.Files;
using Workbench.Text.Pipeline;

namespace Workbench.Text;

/// <summary>
/// Chooses and configures a tokenizer from what a model folder holds: tokenizer.json, else vocab.json with merges.txt (GPT-2, RoBERTa,
/// Qwen2), else spiece.model (T5) or tokenizer.model (Llama), else vocab.txt (BERT, DistilBERT); each with tokenizer_config.json, special_tokens_map.json and
/// added_tokens.json beside it where they exist.
/// </summary>
public static class TokenizerFolder
{
    private const string Supported =
        "tokenizer.json, or vocab.json with merges.txt (GPT-2, RoBERTa, Qwen2), or spiece.model (T5), or tokenizer.model (Llama), or vocab.txt (BERT, DistilBERT)";

    private static readonly string[] Refused = ["tekken.json", "tiktoken.model", "qwen.tiktoken", "vocab.json", "merges.txt"];

    private static readonly string[] Kinds = [TokenizerJson.Name, ByteLevelBpeParts.VocabularyFile, SentencePieceParts.T5File, SentencePieceParts.LlamaFile, WordPieceParts.File];

    /// <summary>Loads the tokenizer of a folder; an adapter that comes without one has that of its base model.</summary>
    /// <param name="folder">The folder, or the name of a model on the Hub that is in the shared cache.</param>
    /// <exception cref="WorkbenchException">
    /// The folder holds no tokenizer, one of a kind that is not supported, or a broken file; the message names file, key, what was expected
    /// and what was found.
    /// </exception>
    public static PipelineTokenizer Load(string folder)
    {
        folder = ModelFolder.Find(folder);
        try
        {
            var files = TokenizerFiles.Read(folder);
            return PeftFolder.IsAt(folder) && !Kinds.Any(name => files.TryGet(name, out _))
                ? Load(PeftFolder.Open(folder).BaseFolder())
                : Load(files);
        }
        catch (WorkbenchException e) when (!e.Message.StartsWith(folder, StringComparison.Ordinal))
        {
            throw new WorkbenchException(Path.Combine(folder, e.Message), e);
        }
    }

    /// <summary>Makes a tokenizer of files in memory.</summary>
    /// <exception cref="WorkbenchException">As for a folder.</exception>
    public static PipelineTokenizer Load(TokenizerFiles files)
    {
        var config = new TokenizerConfig(files);
        var (parts, special, family) = Read(files, config);
        return new PipelineTokenizer(parts, Settings(config, special, family), files);
    }

    /// <summary>Writes a tokenizer's files as they were read.</summary>
    /// <exception cref="WorkbenchException">A file cannot be written.</exception>
    public static void Save(PipelineTokenizer tokenizer, string folder) => tokenizer.Files.Write(folder);

    private static (TokenizerParts Parts, SpecialTokens Special, TokenizerFamily? Family) Read(TokenizerFiles files, TokenizerConfig config)
    {
        if (files.TryGet(TokenizerJson.Name, out var json))
        {
            return ReadJson(json, config);
        }

        if (files.TryGet(ByteLevelBpeParts.VocabularyFile, out var vocabulary) && files.TryGet(ByteLevelBpeParts.MergesFile, out var merges))
        {
            return ByteLevelBpeParts.Read(vocabulary, merges, config);
        }

        foreach (var name in new[] { SentencePieceParts.T5File, SentencePieceParts.LlamaFile })
        {
            if (files.TryGet(name, out var model))
            {
                return SentencePieceParts.Read(name, model, config);
            }
        }

        if (files.TryGet(WordPieceParts.File, out var words))
        {
            return WordPieceParts.Read(words, config);
        }

        var found = Refused.Where(name => files.TryGet(name, out _) || File.Exists(Path.Combine(files.Name, name))).ToList();
        throw new WorkbenchException(
            $"{files.Name}: holds no tokenizer that is supported; expected {Supported}; found {(found.Count > 0 ? string.Join(", ", found) : "none of a tokenizer's files")}");
    }

    private static (TokenizerParts Parts, SpecialTokens Special, TokenizerFamily? Family) ReadJson(byte[] json, TokenizerConfig config)
    {
        var parts = TokenizerJson.Read(json);
        var family = TokenizerFamily.Of(config.Class);
        var special = SpecialTokenRoles.Read(config, family, Has(parts));
        parts = parts with { AddedTokens = AddedTokenTable.Build(parts.Model.Vocabulary, parts.AddedTokens, config, special) };

        if (family?.IsBert == true && parts.Normalizer is BertNormalizer bert)
        {
            parts = parts with { Normalizer = WordPieceParts.Normalizer(bert.Options, config) };
        }

        // As transformers: this class lays out BOS and EOS by its configuration, whatever tokenizer.json says.
        return family == TokenizerFamily.Llama
            ? (parts with { PostProcessor = LlamaTemplate.Read(config, special, parts.AddedTokens) }, special, family)
            : (parts, special, family);
    }

    private static Func<string, bool> Has(TokenizerParts parts) =>
        token => parts.Model.Vocabulary.ContainsKey(token) || parts.AddedTokens.Any(added => added.Content == token);

    private static TokenizerSettings Settings(TokenizerConfig config, SpecialTokens special, TokenizerFamily? family) => new()
    {
        Special = special,
        MaxLength = config.Find("model_max_length") is { } length && length.AsNumber() is > 0 and <= int.MaxValue ? (int)length.AsNumber() : null,
        PaddingSide = Side(config.Find("padding_side"), family?.PaddingSide ?? TextSide.Right),
        TruncationSide = Side(config.Find("truncation_side"), TextSide.Right),
        ChatTemplate = config.Find("chat_template") is { Value.ValueKind: System.Text.Json.JsonValueKind.String } template ? template.AsString() : null,
    };

    private static TextSide Side(JsonPlace? place, TextSide standard) => place?.AsString() switch
    {
        null => standard,
        "right" => TextSide.Right,
        "left" => TextSide.Left,
        _ => throw place!.Value.Unexpected("\"left\" or \"right\""),
    };
}
