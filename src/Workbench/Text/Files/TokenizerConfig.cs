using System.Globalization;
using System.Text.Json;

namespace Workbench.Text.Files;

/// <summary>tokenizer_config.json, special_tokens_map.json and added_tokens.json, each of them optional.</summary>
internal sealed class TokenizerConfig
{
    private readonly JsonPlace? _config;
    private readonly JsonPlace? _map;
    private readonly JsonPlace? _added;

    internal TokenizerConfig(TokenizerFiles files)
    {
        _config = Parse(files, "tokenizer_config.json");
        _map = Parse(files, "special_tokens_map.json");
        _added = Parse(files, "added_tokens.json");
    }

    /// <summary>Whether any of the files says anything about special tokens.</summary>
    internal bool SaysNothing => _config is null && _map is null;

    /// <summary>The class of the tokenizer in transformers without "Fast", or null.</summary>
    internal string? Class => Find("tokenizer_class")?.AsString() is { } name && name.EndsWith("Fast", StringComparison.Ordinal)
        ? name[..^4]
        : Find("tokenizer_class")?.AsString();

    internal bool? Flag(string name) => Find(name)?.AsBool();

    /// <summary>A value of tokenizer_config.json, or null where there is none.</summary>
    internal JsonPlace? Find(string name) => _config?.Find(name);

    /// <summary>Whether a file has the key of a role, be it null.</summary>
    internal bool Says(string role) => Has(_config, role) || Has(_map, role);

    /// <summary>The special token of a role ("eos_token"): from tokenizer_config.json, else from special_tokens_map.json.</summary>
    internal string? Role(string role) => RolePlace(role) is { } place ? ContentOf(place) : null;

    internal IReadOnlyList<string> AdditionalSpecialTokens =>
        (_config?.Find("additional_special_tokens") ?? _map?.Find("additional_special_tokens")) is { } list
            ? [.. list.Items().Select(ContentOf)]
            : [];

    /// <summary>The flags that a role's token was written with, where it was written as an object.</summary>
    internal AddedToken? RoleToken(string role, int id) =>
        RolePlace(role) is { Value.ValueKind: JsonValueKind.Object } place ? AddedTokenJson.Read(place, id) with { Special = true } : null;

    /// <summary>The tokens of "added_tokens_decoder", or null where tokenizer_config.json has none.</summary>
    internal List<AddedToken>? AddedTokensDecoder()
    {
        if (_config?.Find("added_tokens_decoder") is not { } decoder)
        {
            return null;
        }

        List<AddedToken> tokens = [];
        foreach (var (key, token) in decoder.Members())
        {
            tokens.Add(int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? AddedTokenJson.Read(token, id)
                : throw token.Fault("expected a token id as the key"));
        }

        return tokens;
    }

    /// <summary>The tokens of added_tokens.json and their ids.</summary>
    internal List<(string Content, int Id)> AddedTokensFile() =>
        _added is { } added ? [.. added.Members().Select(member => (member.Name, member.Place.AsId()))] : [];

    private JsonPlace? RolePlace(string role) => _config?.Find(role) ?? _map?.Find(role);

    private static bool Has(JsonPlace? place, string name) => place?.Value.TryGetProperty(name, out _) ?? false;

    private static string ContentOf(JsonPlace place) =>
        place.Value.ValueKind == JsonValueKind.Object ? place.Get("content").AsString() : place.AsString();

    private static JsonPlace? Parse(TokenizerFiles files, string name)
    {
        if (!files.TryGet(name, out var bytes))
        {
            return null;
        }

        var place = JsonPlace.Parse(name, bytes);
        return place.Value.ValueKind == JsonValueKind.Object ? place : throw place.Unexpected("an object");
    }
}
