using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DotNet.Interactive.Documents.Jupyter;

internal sealed class OutputConverter : JsonConverter<InteractiveDocumentOutputElement>
{
    public override InteractiveDocumentOutputElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var output = json.RootElement;
        var type = String("output_type");
        switch (type)
        {
            case "display_data":
                var display = new DisplayElement(Dictionary("data") ?? new Dictionary<string, object>());
                display.Metadata.AddMissing(Dictionary("metadata"));
                return display;
            case "execute_result":
                var result = new ReturnValueElement
                {
                    ExecutionOrder = output.TryGetProperty("execution_count", out var count) && count.ValueKind == JsonValueKind.Number
                        ? count.GetInt32()
                        : 0,
                };
                result.Data.AddMissing(Dictionary("data"));
                result.Metadata.AddMissing(Dictionary("metadata"));
                return result;
            case "stream":
                return new TextElement(output.TryGetProperty("text", out var text) ? JsonText.Joined(text) : null, String("name"));
            case "error":
                return new ErrorElement(
                    String("evalue"),
                    String("ename"),
                    output.TryGetProperty("traceback", out var trace) ? trace.Deserialize<string[]>() : null);
            default:
                throw new JsonException($"Unrecognized output_type: '{type}'");
        }

        string? String(string name) => output.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        IDictionary<string, object>? Dictionary(string name) =>
            output.TryGetProperty(name, out var value) ? value.Deserialize<IDictionary<string, object>>(options) : null;
    }

    public override void Write(Utf8JsonWriter writer, InteractiveDocumentOutputElement value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case DisplayElement display:
                WriteData(writer, display.Data);
                writer.WritePropertyName("metadata");
                JsonSerializer.Serialize(writer, display.Metadata, options);
                writer.WriteString("output_type", "display_data");
                break;
            case ReturnValueElement result:
                WriteData(writer, result.Data);
                writer.WriteNumber("execution_count", result.ExecutionOrder);
                writer.WritePropertyName("metadata");
                JsonSerializer.Serialize(writer, result.Metadata, options);
                writer.WriteString("output_type", "execute_result");
                break;
            case TextElement text:
                writer.WriteString("name", text.Name);
                writer.WriteString("output_type", "stream");
                WriteLines(writer, "text", Text.JupyterLines(text.Text));
                break;
            case ErrorElement error:
                writer.WriteString("ename", error.ErrorName);
                writer.WriteString("evalue", error.ErrorValue);
                writer.WriteString("output_type", "error");
                WriteLines(writer, "traceback", error.StackTrace);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value));
        }

        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, IDictionary<string, object> data)
    {
        writer.WriteStartObject("data");
        foreach (var pair in data)
        {
            WriteLines(writer, pair.Key, pair.Value switch
            {
                string text => Text.JupyterLines(text),
                IEnumerable<string> lines => lines,
                IEnumerable<object> lines => lines.Select(line => line as string
                    ?? throw new ArgumentException($"Expected string but found {line.GetType()}")),
                _ => throw new ArgumentException($"Expected IEnumerable<string> but received {pair.Value.GetType()}"),
            });
        }

        writer.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter writer, string name, IEnumerable<string> lines)
    {
        writer.WriteStartArray(name);
        foreach (var line in lines)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }
}
