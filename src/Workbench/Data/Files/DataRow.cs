using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbench.Data.Files;

/// <summary>
/// One row of a table, whatever file it came from: values by column, with dots for what is nested ("prompt.text"). Hands values out by the
/// names that the reader wants and explains what is wrong with them.
/// </summary>
public sealed class DataRow
{
    private readonly JsonObject values;
    private readonly ColumnMapping columns;

    internal DataRow(string path, long number, string place, JsonObject values, ColumnMapping columns)
    {
        (Path, RowNumber, Place, this.values, this.columns) = (path, number, place, values, columns);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The row's place in its file, from 1, a head line not counted.</summary>
    public long RowNumber { get; }

    /// <summary>File and line, or file and row where the format has no lines.</summary>
    public string Place { get; }

    /// <summary>Whether the row has a value that is not null.</summary>
    /// <param name="key">What the reader wants; the mapping says in which column it is.</param>
    public bool Has(string key) => Find(columns[key]) is not null;

    /// <summary>A text that is not blank; a number is taken as it is written.</summary>
    /// <exception cref="WorkbenchException">The column is missing, or its value is no text or a blank one.</exception>
    public string Text(string key)
    {
        var text = Value(key, "a text") switch
        {
            var value when value.GetValueKind() == JsonValueKind.String => String(key, value),
            var value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
            var value => throw Wrong(key, "a text", value),
        };
        return string.IsNullOrWhiteSpace(text) ? throw Wrong(key, "a text that is not blank", text) : text;
    }

    /// <summary>A text, or a default where the column is missing, null or blank.</summary>
    /// <exception cref="WorkbenchException">The value is no text.</exception>
    public string Text(string key, string otherwise) => Find(columns[key]) is { } value && !IsBlank(key, value) ? Text(key) : otherwise;

    /// <summary>A number, also one that stands as a text, as in CSV; or null where the column is missing, null or blank.</summary>
    /// <exception cref="WorkbenchException">The value is no number.</exception>
    public double? Number(string key) => Find(columns[key]) switch
    {
        null => null,
        var value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<JsonElement>().GetDouble(),
        var value when IsBlank(key, value) => null,
        var value when value.GetValueKind() == JsonValueKind.String
            && double.TryParse(String(key, value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw Wrong(key, "a number", value),
    };

    /// <summary>True or false, also written as a text as in CSV; or a default where the column is missing, null or blank.</summary>
    /// <exception cref="WorkbenchException">The value is neither.</exception>
    public bool Truth(string key, bool otherwise) => Find(columns[key]) switch
    {
        null => otherwise,
        var value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        var value when IsBlank(key, value) => otherwise,
        var value when value.GetValueKind() == JsonValueKind.String && bool.TryParse(String(key, value), out var truth) => truth,
        var value => throw Wrong(key, "true or false", value),
    };

    /// <summary>One of an enumeration's names, or a default where the column is missing, null or blank.</summary>
    /// <exception cref="WorkbenchException">The value is no such name.</exception>
    public TEnum OneOf<TEnum>(string key, TEnum otherwise)
        where TEnum : struct, Enum =>
        Text(key, "") is not { Length: > 0 } text ? otherwise
        : !int.TryParse(text, out _) && Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) ? value
        : throw Wrong(key, "one of " + string.Join(", ", Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant())), text);

    /// <summary>A fault of this row, for the caller to throw.</summary>
    /// <param name="what">What is wrong, expected and found.</param>
    public WorkbenchException Fault(string what) => new($"{Place}: {what}.");

    // A column may itself have dots in its name; it goes before what is nested.
    private JsonNode? Find(string column)
    {
        if (values.TryGetPropertyValue(column, out var whole))
        {
            return whole;
        }

        JsonNode? node = values;
        foreach (var part in column.Split('.'))
        {
            node = (node as JsonObject)?[part];
        }

        return node;
    }

    private JsonNode Value(string key, string expected) =>
        Find(columns[key]) ?? throw Fault($"the column '{columns[key]}' is missing or null, expected {expected}; the columns are {string.Join(", ", values.Select(pair => pair.Key))}{(columns[key] == key ? $" (one of another name is mapped so: {key}=COLUMN)" : "")}");

    private bool IsBlank(string key, JsonNode value) => value.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(String(key, value));

    private string String(string key, JsonNode value)
    {
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException fault) // what System.Text.Json throws at half a surrogate pair
        {
            throw new WorkbenchException(
                $"{Place}: the column '{columns[key]}' has an escape such as \\ud800 that is half a character, expected whole Unicode characters.", fault);
        }
    }

    private WorkbenchException Wrong(string key, string expected, object found)
    {
        var text = found.ToString() ?? "";
        return Fault($"the column '{columns[key]}': expected {expected}, found \"{(text.Length <= 40 ? text : text[..40] + "…")}\"");
    }
}
