namespace Workbench.Text.Files;

/// <summary>Reads one added token as tokenizer.json, tokenizer_config.json and special_tokens_map.json write it.</summary>
internal static class AddedTokenJson
{
    internal static AddedToken Read(JsonPlace token, int id) => new(token.Get("content").AsString(), id)
    {
        Special = Flag(token, "special", false),
        Normalized = Flag(token, "normalized", true),
        SingleWord = Flag(token, "single_word", false),
        StripLeft = Flag(token, "lstrip", false),
        StripRight = Flag(token, "rstrip", false),
    };

    private static bool Flag(JsonPlace token, string name, bool standard) => token.Find(name)?.AsBool() ?? standard;
}
