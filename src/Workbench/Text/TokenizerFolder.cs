using Workbench.Text.Files;
using Workbench.Text.Pipeline;

namespace Workbench.Text;

/// <summary>
/// Chooses and configures a tokenizer from what a model folder holds: tokenizer.json, else vocab.json with merges.txt (GPT-2, RoBERTa),
/// each with tokenizer_config.json, special_tokens_map.json and added_tokens.json beside it where they exist.
/// </summary>
public static class TokenizerFolder
{
    private static readonly string[] Refused = ["vocab.txt", "tokenizer.model", "spiece.model", "tekken.json", "tiktoken.model", "qwen.tiktoken", "vocab.json", "merges.txt"];

    /// <summary>Loads the tokenizer of a folder.</summary>
    /// <exception cref="WorkbenchException">
    /// The folder holds no tokenizer, one of a kind that is not supported, or a broken file; the message names file, key, what was expected
    /// and what was found.
    /// </exception>
    public static PipelineTokenizer Load(string folder)
    {
        try
        {
            return Load(TokenizerFiles.Read(folder));
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
        var (parts, special) = Read(files, config);
        return new PipelineTokenizer(parts, Settings(config, special), files);
    }

    /// <summary>Writes a tokenizer's files as they were read.</summary>
    /// <exception cref="WorkbenchException">A file cannot be written.</exception>
    public static void Save(PipelineTokenizer tokenizer, string folder) => tokenizer.Files.Write(folder);

    private static (TokenizerParts Parts, SpecialTokens Special) Read(TokenizerFiles files, TokenizerConfig config)
    {
        if (files.TryGet(TokenizerJson.Name, out var json))
        {
            var parts = TokenizerJson.Read(json);
            var special = SpecialTokenRoles.Read(config, TokenizerFamily.Of(config.Class), Has(parts));
            return (parts with { AddedTokens = AddedTokenTable.Build(parts.Model.Vocabulary, parts.AddedTokens, config, special) }, special);
        }

        if (files.TryGet(ByteLevelBpeParts.VocabularyFile, out var vocabulary) && files.TryGet(ByteLevelBpeParts.MergesFile, out var merges))
        {
            return ByteLevelBpeParts.Read(vocabulary, merges, config);
        }

        var found = Refused.Where(name => files.TryGet(name, out _) || File.Exists(Path.Combine(files.Name, name))).ToList();
        throw new WorkbenchException(
            $"{files.Name}: holds no tokenizer that is supported; expected tokenizer.json, or vocab.json with merges.txt (GPT-2, RoBERTa); found {(found.Count > 0 ? string.Join(", ", found) : "none of a tokenizer's files")}");
    }

    private static Func<string, bool> Has(TokenizerParts parts) =>
        token => parts.Model.Vocabulary.ContainsKey(token) || parts.AddedTokens.Any(added => added.Content == token);

    private static TokenizerSettings Settings(TokenizerConfig config, SpecialTokens special) => new()
    {
        Special = special,
        MaxLength = config.Find("model_max_length") is { } length && length.AsNumber() is > 0 and <= int.MaxValue ? (int)length.AsNumber() : null,
        PaddingSide = Side(config.Find("padding_side")),
        TruncationSide = Side(config.Find("truncation_side")),
        ChatTemplate = config.Find("chat_template") is { Value.ValueKind: System.Text.Json.JsonValueKind.String } template ? template.AsString() : null,
    };

    private static TextSide Side(JsonPlace? place) => place?.AsString() switch
    {
        null or "right" => TextSide.Right,
        "left" => TextSide.Left,
        _ => throw place!.Value.Unexpected("\"left\" or \"right\""),
    };
}
