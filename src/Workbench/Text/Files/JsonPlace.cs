using System.Text.Json;

namespace Workbench.Text.Files;

/// <summary>A value in a JSON file that knows where it stands, so that every complaint names file, key, what was expected and what was found.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Parent">The key of what holds it; empty at the root and right below it.</param>
/// <param name="Name">Its own key, or null for an item of an array.</param>
/// <param name="Index">Its place in an array.</param>
/// <param name="Value">The value.</param>
internal readonly record struct JsonPlace(string File, string Parent, string? Name, int Index, JsonElement Value)
{
    /// <summary>The path of keys from the root, such as "model.merges[3]"; empty at the root.</summary>
    internal string Key => Name is null ? $"{Parent}[{Index}]" : Parent.Length == 0 ? Name : $"{Parent}.{Name}";

    internal bool IsNull => Value.ValueKind == JsonValueKind.Null;

    /// <summary>Parses a file's bytes.</summary>
    /// <exception cref="WorkbenchException">They are no JSON.</exception>
    internal static JsonPlace Parse(string file, byte[] bytes)
    {
        TextFile.RequireUtf8(file, bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return new JsonPlace(file, "", "", 0, document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new WorkbenchException($"{file}: is not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>The value of a key of this object; a fault where there is none.</summary>
    internal JsonPlace Get(string name) => Find(name) ?? throw Fault($"has no key \"{name}\"");

    /// <summary>The value of a key of this object, or null where there is none or it is null.</summary>
    internal JsonPlace? Find(string name)
    {
        Require(JsonValueKind.Object);
        return Value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? Child(Key, name, found) : null;
    }

    /// <summary>The keys and values of this object, in order.</summary>
    internal IEnumerable<(string Name, JsonPlace Place)> Members()
    {
        Require(JsonValueKind.Object);
        var key = Key;
        foreach (var property in Value.EnumerateObject())
        {
            var name = Text(() => property.Name);
            yield return (name, Child(key, name, property.Value));
        }
    }

    /// <summary>The items of this array, in order.</summary>
    internal IEnumerable<JsonPlace> Items()
    {
        Require(JsonValueKind.Array);
        var (key, index) = (Key, 0);
        foreach (var item in Value.EnumerateArray())
        {
            yield return new JsonPlace(File, key, null, index++, item);
        }
    }

    internal string AsString()
    {
        Require(JsonValueKind.String);
        var value = Value;
        return Text(() => value.GetString()!);
    }

    internal bool AsBool() =>
        Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw Unexpected("true or false");

    /// <summary>A token id: a whole number from 0 to 2^31 - 2.</summary>
    internal int AsId() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var id) && id is >= 0 and < int.MaxValue
            ? id
            : throw Unexpected("a token id (a whole number from 0)");

    internal double AsNumber() => Value.ValueKind == JsonValueKind.Number ? Value.GetDouble() : throw Unexpected("a number");

    internal WorkbenchException Unexpected(string expected) => Fault($"expected {expected}, found {Describe()}");

    internal WorkbenchException Fault(string what) => new(Key.Length == 0 ? $"{File}: {what}" : $"{File}: {Key}: {what}");

    private JsonPlace Child(string key, string name, JsonElement value) => new(File, key, name, 0, value);

    private void Require(JsonValueKind kind)
    {
        if (Value.ValueKind != kind)
        {
            throw Unexpected(kind switch
            {
                JsonValueKind.Object => "an object",
                JsonValueKind.Array => "an array",
                _ => "a string",
            });
        }
    }

    private string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new WorkbenchException($"{File}: {Key}: holds half a surrogate pair, which is no text", e);
        }
    }

    private string Describe() => Value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "nothing",
        _ => Value.GetRawText() is { Length: <= 60 } text ? text : $"{Value.GetRawText()[..57]}...",
    };
}
