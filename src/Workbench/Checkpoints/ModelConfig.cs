using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Checkpoints;

/// <summary>
/// A config.json (or generation_config.json) as it was read, with getters that name the file, the key, what was expected and what was
/// found. Keys that nobody asks for are kept, so that saving a model writes them back.
/// </summary>
public sealed class ModelConfig
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject json;

    /// <summary>Wraps an object.</summary>
    /// <param name="json">The settings; copied.</param>
    /// <param name="location">What messages call it: the path of the file, or a few words.</param>
    public ModelConfig(JsonObject json, string location = "the model's configuration")
    {
        this.json = (JsonObject)JsonNode.Parse(json.ToJsonString())!; // parsed anew: a number then reads as int and as double alike
        Location = location;
    }

    /// <summary>The file, or a few words where there is none.</summary>
    public string Location { get; }

    /// <summary>The settings as a copy.</summary>
    public JsonObject Json => (JsonObject)json.DeepClone();

    /// <summary>Reads a file.</summary>
    /// <exception cref="WorkbenchException">The file is missing or not one sound JSON object.</exception>
    public static ModelConfig Read(string path) => new(JsonFile.ReadObject(path), path);

    /// <summary>Parses a text, for tests and lessons that write a configuration down.</summary>
    /// <exception cref="WorkbenchException">The text is not one sound JSON object.</exception>
    public static ModelConfig Parse(string text)
    {
        try
        {
            return new ModelConfig(JsonNode.Parse(text) as JsonObject ?? throw new WorkbenchException("A configuration must be a JSON object."));
        }
        catch (JsonException e)
        {
            throw new WorkbenchException($"A configuration is not sound JSON: {e.Message}", e);
        }
    }

    /// <summary>Writes the settings, indented, in one atomic step.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteText(path, json.ToJsonString(Indented) + "\n");

    /// <summary>A copy with one key set.</summary>
    public ModelConfig With(string key, JsonNode? value)
    {
        var changed = Json;
        changed[key] = value?.DeepClone();
        return new ModelConfig(changed, Location);
    }

    /// <summary>Whether the key is there with something else than null.</summary>
    public bool Has(string key) => json[key] != null;

    /// <summary>Whether the key is there, be it with null.</summary>
    public bool Mentions(string key) => json.ContainsKey(key);

    /// <summary>A whole number that must be there.</summary>
    /// <exception cref="WorkbenchException">It is missing, no whole number or out of range.</exception>
    public int Int(string key, int minimum, int maximum) =>
        Has(key) ? Int(key, 0, minimum, maximum) : throw Fault(key, $"a whole number from {minimum} to {maximum}");

    /// <summary>A whole number, or the default where it is missing or null.</summary>
    /// <exception cref="WorkbenchException">It is no whole number or out of range.</exception>
    public int Int(string key, int otherwise, int minimum, int maximum)
    {
        if (!Has(key))
        {
            return otherwise;
        }

        return json[key] is JsonValue value && value.TryGetValue<int>(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Fault(key, $"a whole number from {minimum} to {maximum}");
    }

    /// <summary>A number, or the default where it is missing or null.</summary>
    /// <exception cref="WorkbenchException">It is no number or out of range.</exception>
    public double Double(string key, double otherwise, double minimum = double.MinValue, double maximum = double.MaxValue)
    {
        if (!Has(key))
        {
            return otherwise;
        }

        return json[key] is JsonValue value && value.TryGetValue<double>(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Fault(key, string.Create(CultureInfo.InvariantCulture, $"a number from {minimum:R} to {maximum:R}"));
    }

    /// <summary>True or false, or the default where it is missing or null.</summary>
    /// <exception cref="WorkbenchException">It is something else.</exception>
    public bool Bool(string key, bool otherwise)
    {
        if (!Has(key))
        {
            return otherwise;
        }

        return json[key] is JsonValue value && value.TryGetValue<bool>(out var truth) ? truth : throw Fault(key, "true or false");
    }

    /// <summary>A text, or the default where it is missing or null.</summary>
    /// <exception cref="WorkbenchException">It is no text.</exception>
    public string? Text(string key, string? otherwise = null)
    {
        if (!Has(key))
        {
            return otherwise;
        }

        return json[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Fault(key, "a text");
    }

    /// <summary>Token ids: one number or an array of them; empty where it is missing or null.</summary>
    /// <exception cref="WorkbenchException">It is something else.</exception>
    public IReadOnlyList<int> Ids(string key)
    {
        var values = json[key] switch
        {
            null => [],
            JsonArray array => array.ToArray(),
            var single => [single],
        };
        return [.. values.Select(node => node is JsonValue value && value.TryGetValue<int>(out var id) && id >= 0
            ? id
            : throw Fault(key, "a token id or an array of token ids"))];
    }

    /// <summary>One token id: the default where it is missing, none where it is null.</summary>
    /// <exception cref="WorkbenchException">It is no whole number below the size of the vocabulary.</exception>
    public int? OptionalId(string key, int otherwise, int vocabulary) =>
        Mentions(key) && !Has(key) ? null : Int(key, otherwise, 0, vocabulary - 1);

    /// <summary>A nested object, or null where it is missing or null.</summary>
    /// <exception cref="WorkbenchException">It is no object.</exception>
    public ModelConfig? Section(string key) => json[key] switch
    {
        null => null,
        JsonObject section => new ModelConfig(section, $"{Location}, {key}"),
        _ => throw Fault(key, "an object"),
    };

    /// <summary>Refuses a setting that this library does not follow, unless it is off.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="supported">The value that is followed, which is also meant where the key is missing.</param>
    /// <exception cref="WorkbenchException">The setting has another value.</exception>
    public void Only(string key, JsonNode? supported)
    {
        if (Has(key) && !JsonNode.DeepEquals(json[key], supported))
        {
            throw Fault(key, $"{supported?.ToJsonString() ?? "null"}, the only value that is supported");
        }
    }

    /// <summary>The exception for a setting that is not as it must be.</summary>
    public WorkbenchException Fault(string key, string expected) =>
        new($"{Location}: {key} is {Shown(json[key])}, expected {expected}.");

    private static string Shown(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "missing";
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
