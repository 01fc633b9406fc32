using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DotNet.Interactive.Documents.Jupyter;

internal sealed class DocumentConverter : JsonConverter<InteractiveDocument>
{
    public override InteractiveDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException($"Cannot deserialize {typeToConvert.Name}, expecting {JsonTokenType.StartObject} but found {reader.TokenType}");
        }

        using var json = JsonDocument.ParseValue(ref reader);
        var document = new InteractiveDocument();
        if (json.RootElement.TryGetProperty("cells", out var cells) && cells.ValueKind == JsonValueKind.Array)
        {
            foreach (var cell in cells.EnumerateArray())
            {
                document.Add(cell.Deserialize<InteractiveDocumentElement>(options)!);
            }
        }

        if (json.RootElement.TryGetProperty("metadata", out var metadata))
        {
            document.Metadata.AddMissing(metadata.Deserialize<IDictionary<string, object>>(options));
        }

        return document;
    }

    public override void Write(Utf8JsonWriter writer, InteractiveDocument value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("cells");
        foreach (var element in value.Elements)
        {
            JsonSerializer.Serialize(writer, element, options);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("metadata");
        JsonSerializer.Serialize(writer, value.Metadata, options);
        writer.WriteNumber("nbformat", 4);
        writer.WriteNumber("nbformat_minor", 5);
        writer.WriteEndObject();
    }
}
