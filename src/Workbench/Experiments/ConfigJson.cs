using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

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
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The configuration as indented JSON.</summary>
    public static string Write<T>(T config) => JsonSerializer.Serialize(config, Options);

    /// <summary>Reads a configuration file over defaults: keys that it lacks keep the default.</summary>
    /// <exception cref="WorkbenchException">The file is missing, is not JSON, or holds an unknown key or a value of the wrong type.</exception>
    public static T Read<T>(string path, T defaults)
    {
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
            var (parent, name) = Find(node, change[..equals].Trim(), source);
            parent[name] = Value(change[(equals + 1)..].Trim());
            // Checked one by one, so that the message names the override that is wrong.
            config = FromNode<T>(node, source);
            // With the defaults of an option that this override switched on.
            node = ToNode(config);
        }

        return config;
    }

    private static (JsonObject Parent, string Name) Find(JsonObject node, string key, string source)
    {
        var parts = key.Split('.');
        var at = "";
        for (var i = 0; ; i++)
        {
            var name = Known(node, parts[i], source, at);
            if (i == parts.Length - 1)
            {
                return (node, name);
            }

            at += name + ".";
            if (node[name] is null)
            {
                var option = at.TrimEnd('.');
                throw new WorkbenchException($"{source}: '{option}' is off; switch it on first: --set {option}={{}}.");
            }

            node = node[name] as JsonObject
                ?? throw new WorkbenchException($"{source}: '{at.TrimEnd('.')}' is a single value, it has no options inside.");
        }
    }

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
                $"{source}: there is no option '{at}{key}'.{NearestName.Hint(key, names)} Known here: {string.Join(", ", names)}.");
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
            var key = e.Path is { } path ? path.TrimStart('$', '.') : "";
            var found = key.Length == 0 ? null : Lookup(node, key);
            throw new WorkbenchException(
                $"{source}: '{key}' has a value of the wrong type{(found is null ? "" : $": {found.ToJsonString()}")}.", e);
        }
    }

    private static JsonNode? Lookup(JsonNode? node, string key) =>
        key.Split('.').Aggregate(node, (current, part) => (current as JsonObject)?[part]);

    private static string Kind(JsonNode? node) => node is null ? "null" : node.GetValueKind().ToString().ToLowerInvariant();
}
