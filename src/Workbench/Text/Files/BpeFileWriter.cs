using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Text.Files;

/// <summary>Writes a byte-level BPE vocabulary in the files that transformers keeps for GPT-2.</summary>
internal static class BpeFileWriter
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="tokens">All tokens; the index is the id.</param>
    /// <param name="merges">Merges, best first.</param>
    /// <param name="options">The special tokens among them, and the length that the model takes.</param>
    internal static TokenizerFiles Write(IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges, BpeTrainerOptions options)
    {
        var roles = new JsonObject(SpecialTokenRoles.Single.Select(role => KeyValuePair.Create(role.Key, (JsonNode?)role.Of(options.Special))));
        if (options.Special.Additional.Count > 0)
        {
            roles["additional_special_tokens"] = new JsonArray([.. options.Special.Additional.Select(token => (JsonNode)token)]);
        }

        return new TokenizerFiles("trained tokenizer", new Dictionary<string, byte[]>
        {
            ["vocab.json"] = Bytes(Vocabulary(tokens)),
            ["merges.txt"] = Encoding.UTF8.GetBytes(string.Concat(merges.Select(merge => $"{merge.Left} {merge.Right}\n").Prepend("#version: 0.2\n"))),
            ["special_tokens_map.json"] = Bytes(new JsonObject(roles.Where(role => role.Value != null).Select(role => KeyValuePair.Create(role.Key, role.Value?.DeepClone())))),
            ["tokenizer_config.json"] = Bytes(Config(options, roles)),
            ["tokenizer.json"] = Bytes(Pipeline(tokens, merges, options)),
        });
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Format) + "\n");

    private static JsonObject Vocabulary(IReadOnlyList<string> tokens) =>
        new(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id)));

    private static JsonObject Config(BpeTrainerOptions options, JsonObject roles)
    {
        var config = new JsonObject
        {
            ["tokenizer_class"] = "GPT2Tokenizer",
            ["add_prefix_space"] = false,
            ["add_bos_token"] = false,
            ["clean_up_tokenization_spaces"] = false,
            ["added_tokens_decoder"] = new JsonObject(options.SpecialInOrder.Select((token, id) => KeyValuePair.Create($"{id}", (JsonNode?)Added(token)))),
        };
        foreach (var (role, token) in roles)
        {
            config[role] = token?.DeepClone();
        }

        if (options.MaxLength is { } length)
        {
            config["model_max_length"] = length;
        }

        return config;
    }

    private static JsonObject Pipeline(IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges, BpeTrainerOptions options) => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. options.SpecialInOrder.Select((token, id) => Added(token, id))]),
        ["normalizer"] = null,
        ["pre_tokenizer"] = ByteLevel(addPrefixSpace: false, trimOffsets: true),
        ["post_processor"] = ByteLevel(addPrefixSpace: true, trimOffsets: false),
        ["decoder"] = ByteLevel(addPrefixSpace: true, trimOffsets: true),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["dropout"] = null,
            ["unk_token"] = null,
            ["continuing_subword_prefix"] = "",
            ["end_of_word_suffix"] = "",
            ["fuse_unk"] = false,
            ["byte_fallback"] = false,
            ["ignore_merges"] = false,
            ["vocab"] = Vocabulary(tokens),
            ["merges"] = new JsonArray([.. merges.Select(merge => (JsonNode)$"{merge.Left} {merge.Right}")]),
        },
    };

    private static JsonObject ByteLevel(bool addPrefixSpace, bool trimOffsets) => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = addPrefixSpace,
        ["trim_offsets"] = trimOffsets,
        ["use_regex"] = true,
    };

    private static JsonObject Added(string token, int? id = null)
    {
        var added = new JsonObject();
        if (id != null)
        {
            added["id"] = id;
        }

        added["content"] = token;
        foreach (var flag in new[] { "single_word", "lstrip", "rstrip", "normalized" })
        {
            added[flag] = false;
        }

        added["special"] = true;
        return added;
    }
}
