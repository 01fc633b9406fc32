using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DotNet.Interactive.Documents.Json;

internal sealed class KernelInfoConverter : JsonConverter<KernelInfo>
{
    public override KernelInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var kernel = document.RootElement;
        return new KernelInfo(
            kernel.TryGetProperty("name", out var name) ? name.GetString()! : null!,
            kernel.TryGetProperty("languageName", out var language) ? language.GetString() : null,
            kernel.TryGetProperty("aliases", out var aliases) ? aliases.EnumerateArray().Select(alias => alias.GetString()!).ToArray() : null);
    }

    public override void Write(Utf8JsonWriter writer, KernelInfo value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        if (value.LanguageName is not null)
        {
            writer.WriteString("languageName", value.LanguageName);
        }

        if (value.Aliases.Count > 0)
        {
            writer.WriteStartArray("aliases");
            foreach (var alias in value.Aliases)
            {
                writer.WriteStringValue(alias);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
