using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DotNet.Interactive.Documents.Json;

/// <summary>Reads objects as dictionaries, arrays as object[] and numbers as double, all the way down.</summary>
internal sealed class MetadataConverter : JsonConverter<IDictionary<string, object?>>
{
    public override IDictionary<string, object?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException($"Cannot deserialize {typeToConvert.Name}, expecting {JsonTokenType.StartObject} but found {reader.TokenType}");
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return Dictionary(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, IDictionary<string, object?> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var pair in value)
        {
            writer.WritePropertyName(pair.Key);
            if (pair.Value is IDictionary<string, object?> nested)
            {
                Write(writer, nested, options);
            }
            else
            {
                JsonSerializer.Serialize(writer, pair.Value, options);
            }
        }

        writer.WriteEndObject();
    }

    private static Dictionary<string, object?> Dictionary(JsonElement element)
    {
        var values = new Dictionary<string, object?>();
        foreach (var property in element.EnumerateObject())
        {
            values.Add(property.Name, Value(property.Value));
        }

        return values;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        JsonValueKind.Object => Dictionary(element),
        _ => null,
    };
}
