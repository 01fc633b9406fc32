using System.Text.Json;

namespace Workbench.Data.Files;

/// <summary>One line's object: hands out values by key and explains what is wrong with them.</summary>
public sealed class JsonRecord
{
    private readonly string path;
    private readonly int line;
    private readonly JsonElement element;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    internal JsonRecord(string path, int line, JsonElement element) => (this.path, this.line, this.element) = (path, line, element);

    /// <summary>Whether the object has the key.</summary>
    public bool Has(string key)
    {
        asked.Add(key);
        return element.TryGetProperty(key, out _);
    }

    /// <summary>A text that is not blank.</summary>
    /// <exception cref="WorkbenchException">The key is missing, or its value is no text or a blank one.</exception>
    public string Text(string key)
    {
        var value = Value(key, "a text");
        return value.ValueKind != JsonValueKind.String ? throw Wrong(key, "a text", value)
            : value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text
            : throw Wrong(key, "a text that is not blank", value);
    }

    /// <summary>True or false.</summary>
    /// <exception cref="WorkbenchException">The key is missing, or its value is neither.</exception>
    public bool Truth(string key)
    {
        var value = Value(key, "true or false");
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, "true or false", value);
    }

    /// <summary>One of an enumeration's names, in lower case in the file.</summary>
    /// <exception cref="WorkbenchException">The key is missing, or its value is no such name.</exception>
    public TEnum OneOf<TEnum>(string key)
        where TEnum : struct, Enum
    {
        var expected = "one of " + string.Join(", ", Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant()));
        var value = Value(key, expected);
        foreach (var member in Enum.GetValues<TEnum>())
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(member.ToString().ToLowerInvariant()))
            {
                return member;
            }
        }

        throw Wrong(key, expected, value);
    }

    /// <summary>An object of whole numbers, such as ratings by rater; in the file's order.</summary>
    /// <exception cref="WorkbenchException">The key is missing, its value is no object or an empty one, or a number is not whole or out of range.</exception>
    public IReadOnlyDictionary<string, int> WholeNumbers(string key, int minimum, int maximum)
    {
        var expected = $"an object of whole numbers from {minimum} to {maximum}";
        var value = Value(key, expected);
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any())
        {
            throw Wrong(key, expected, value);
        }

        var numbers = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            numbers[member.Name] =
                member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var number) && number >= minimum && number <= maximum
                    ? number
                    : throw Wrong($"{key}.{member.Name}", $"a whole number from {minimum} to {maximum}", member.Value);
        }

        return numbers;
    }

    /// <summary>A fault of this line, for the caller to throw.</summary>
    /// <param name="what">What is wrong, expected and found.</param>
    public WorkbenchException Fault(string what) => new($"{path}, line {line}: {what}.");

    internal void RefuseUnknownKeys()
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!asked.Contains(member.Name))
            {
                throw Fault($"the key '{member.Name}' is unknown, expected {string.Join(", ", asked)}");
            }
        }
    }

    private JsonElement Value(string key, string expected)
    {
        asked.Add(key);
        return element.TryGetProperty(key, out var value)
            ? value
            : throw Fault($"the key '{key}' is missing, expected {expected}; found {Keys()}");
    }

    private WorkbenchException Wrong(string key, string expected, JsonElement value) =>
        Fault($"the key '{key}': expected {expected}, found {JsonLines.Kind(value)}");

    private string Keys()
    {
        var keys = string.Join(", ", element.EnumerateObject().Select(member => member.Name));
        return keys.Length == 0 ? "no keys" : $"the keys {keys}";
    }
}
