using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workbench.Experiments;

/// <summary>
/// Configurations as JSON: written with every value resolved, read strictly, and changed by dotted keys.
/// A configuration is any record whose members are options with defaults.
/// </summary>
public static class ConfigJson
{
    /// <summary>camelCase names, enum values as text, unknown keys refused, infinities and NaN as text.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The configuration as indented JSON.</summary>
    public static string Write<T>(T config) => JsonSerializer.Serialize(config, Options);

    /// <summary>Reads a configuration file over defaults: keys that it lacks keep the default.</summary>
    /// <exception cref="WorkbenchException">The file is missing, is not JSON, or holds an unknown key or a value of the wrong type.</exception>
    public static T Read<T>(string path, T defaults)
    {
        if (Directory.Exists(path))
        {
            throw new WorkbenchException($"{path}: is a folder, expected a JSON file with options.");
        }

        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }

        JsonNode? changes;
        try
        {
            changes = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            });
        }
        catch (JsonException e)
        {
            throw new WorkbenchException($"{path}: not JSON: {e.Message}", e);
        }

        if (changes is not JsonObject changed)
        {
            throw new WorkbenchException($"{path}: expected a JSON object with options, found {Kind(changes)}.");
        }

        var node = ToNode(defaults);
        Merge(node, changed, path, "");
        return FromNode<T>(node, path);
    }

    /// <summary>Applies overrides of the form <c>a.b=value</c>; the value is JSON, or text where it is not.</summary>
    /// <exception cref="WorkbenchException">An override has no '=', names an unknown key, or has a value of the wrong type.</exception>
    public static T Override<T>(T config, IEnumerable<string> overrides)
    {
        var node = ToNode(config);
        foreach (var change in overrides)
        {
            var equals = change.IndexOf('=');
            if (equals <= 0)
            {
                throw new WorkbenchException($"--set {change}: expected key=value, for example ppo.training.kl.coefficient=0.1.");
            }

            var source = $"--set {change}";
            Set(node, change[..equals].Trim(), source, Value(change[(equals + 1)..].Trim()));
            // Checked one by one, so that the message names the override that is wrong.
            config = FromNode<T>(node, source);
            // With the defaults of an option that this override switched on.
            node = ToNode(config);
        }

        return config;
    }

    private static void Set(JsonObject root, string key, string source, JsonNode? value)
    {
        JsonNode node = root;
        var parts = key.Split('.');
        var at = "";
        for (var i = 0; ; i++)
        {
            if (node is JsonArray list)
            {
                var index = Place(list, parts[i], source, at);
                if (i == parts.Length - 1)
                {
                    list[index] = value;
                    return;
                }

                at += parts[i] + ".";
                node = list[index] ?? throw Single(source, at);
                continue;
            }

            var inner = node as JsonObject ?? throw Single(source, at);
            var name = Known(inner, parts[i], source, at);
            if (i == parts.Length - 1)
            {
                inner[name] = value;
                return;
            }

            at += name + ".";
            node = inner[name] ?? throw new WorkbenchException(
                $"{source}: '{at.TrimEnd('.')}' is off; switch it on first: --set {at.TrimEnd('.')}={{}}.");
        }
    }

    private static WorkbenchException Single(string source, string at) => new($"{source}: '{at.TrimEnd('.')}' is a single value, it has no options inside.");

    private static int Place(JsonArray list, string part, string source, string at) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Count
            ? i
            : throw new WorkbenchException(
                $"{source}: '{at.TrimEnd('.')}' is a list of {list.Count}; expected the number of an item, from 0{(list.Count == 0 ? ", but there is none: set the whole list" : $" to {list.Count - 1}")}.");

    private static void Merge(JsonObject node, JsonObject changes, string source, string at)
    {
        foreach (var (key, value) in changes)
        {
            var name = Known(node, key, source, at);
            if (node[name] is JsonObject inner && value is JsonObject innerChanges)
            {
                Merge(inner, innerChanges, source, at + name + ".");
            }
            else
            {
                node[name] = value?.DeepClone();
            }
        }
    }

    private static string Known(JsonObject node, string key, string source, string at)
    {
        var names = node.Select(pair => pair.Key).ToArray();
        return names.FirstOrDefault(name => string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            ?? throw new WorkbenchException(
                $"{source}: there is no option '{at}{key}'.{NearestName.Hint(key, names)} Known here: {(names.Length == 0 ? "none" : string.Join(", ", names))}.");
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonObject ToNode<T>(T config) =>
        JsonSerializer.SerializeToNode(config, Options) as JsonObject
        ?? throw new InvalidOperationException("A configuration is an object.");

    private static T FromNode<T>(JsonNode node, string source)
    {
        try
        {
            return node.Deserialize<T>(Options) ?? throw new WorkbenchException($"{source}: expected options, found null.");
        }
        catch (JsonException e)
        {
            throw Wrong<T>(node, source, e.Path ?? "", e);
        }
        catch (NotSupportedException e) // a reward without kind
        {
            throw Wrong<T>(node, source, e.Message.Split("Path: ") is [_, var rest] ? rest.Split(' ')[0] : "", e);
        }
    }

    private static WorkbenchException Wrong<T>(JsonNode node, string source, string path, Exception cause)
    {
        var key = path.TrimStart('$', '.').Replace("[", ".").Replace("]", "").TrimStart('.');
        var found = key.Length == 0 ? null : Lookup(node, key);
        var expected = ConfigType.Expected(Options, typeof(T), key, found);
        return new WorkbenchException(
            $"{source}: '{key}' has a value of the wrong type{(found is null ? "" : $": {Shortened(found.ToJsonString())}")}{(expected is null ? "." : $"; expected {expected}")}", cause);
    }

    private static JsonNode? Lookup(JsonNode? node, string key) => key.Split('.').Aggregate(node, Inside);

    private static JsonNode? Inside(JsonNode? node, string part) => node switch
    {
        JsonObject inner => inner[part],
        JsonArray list when int.TryParse(part, CultureInfo.InvariantCulture, out var i) && i >= 0 && i < list.Count => list[i],
        _ => null,
    };

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static string Kind(JsonNode? node) => node is null ? "null" : node.GetValueKind().ToString().ToLowerInvariant();
}
