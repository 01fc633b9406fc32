using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DotNet.Interactive.Documents.Jupyter;

internal sealed class CellConverter : JsonConverter<InteractiveDocumentElement>
{
    private const string Markdown = "markdown";

    public override InteractiveDocumentElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var element = new InteractiveDocumentElement();
        foreach (var property in json.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "cell_type" when property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() == Markdown:
                    element.KernelName = Markdown;
                    break;
                case "execution_count":
                    element.ExecutionOrder = property.Value.ValueKind == JsonValueKind.Number ? property.Value.GetInt32() : 0;
                    break;
                case "id":
                    element.Id = property.Value.GetString();
                    break;
                case "metadata":
                    element.Metadata ??= new Dictionary<string, object>();
                    element.Metadata.AddMissing(property.Value.Deserialize<IDictionary<string, object>>(options));
                    element.KernelName = Named(element.Metadata, "polyglot_notebook", "kernelName")
                        ?? Named(element.Metadata, "dotnet_interactive", "language") ?? element.KernelName;
                    break;
                case "outputs" when property.Value.ValueKind == JsonValueKind.Array:
                    element.Outputs.AddRange(property.Value.Deserialize<InteractiveDocumentOutputElement[]>(options)!);
                    break;
                case "source":
                    element.Contents = JsonText.Joined(property.Value) ?? "";
                    element.NameOnFirstLine = NameOnFirstLine(element.Contents);
                    break;
            }
        }

        return element;
    }

    public override void Write(Utf8JsonWriter writer, InteractiveDocumentElement value, JsonSerializerOptions options)
    {
        var isMarkdown = value.KernelName == Markdown;
        writer.WriteStartObject();
        writer.WriteString("cell_type", isMarkdown ? Markdown : "code");
        if (!isMarkdown)
        {
            writer.WritePropertyName("execution_count");
            JsonSerializer.Serialize(writer, value.ExecutionOrder > 0 ? value.ExecutionOrder : (int?)null, options);
        }

        if (value.Id is not null)
        {
            writer.WriteString("id", value.Id);
        }

        value.Metadata ??= new Dictionary<string, object>();
        if (value.KernelName is not null && !isMarkdown)
        {
            Section(value.Metadata, "dotnet_interactive")["language"] = value.KernelName;
            Section(value.Metadata, "polyglot_notebook")["kernelName"] = value.KernelName;
        }

        writer.WritePropertyName("metadata");
        JsonSerializer.Serialize(writer, value.Metadata, options);
        if (!isMarkdown)
        {
            writer.WritePropertyName("outputs");
            JsonSerializer.Serialize(writer, value.Outputs, options);
        }

        writer.WritePropertyName("source");
        JsonSerializer.Serialize(writer, Text.JupyterLines(value.Contents), options);
        writer.WriteEndObject();
    }

    private static IDictionary<string, object> Section(IDictionary<string, object> metadata, string name) =>
        metadata.GetOrAdd<IDictionary<string, object>>(name, () => new Dictionary<string, object>());

    private static string? Named(IDictionary<string, object> metadata, string section, string key) =>
        metadata.TryGetValue(section, out var value) && value is IDictionary<string, object> values && values.TryGetValue(key, out var name)
            ? name as string
            : null;

    private static string? NameOnFirstLine(string contents)
    {
        var end = contents.StartsWith("#!", StringComparison.Ordinal) ? contents.IndexOfAny([' ', '\n', '\r']) : -1;
        return end > 0 ? contents[2..end] : null;
    }
}
