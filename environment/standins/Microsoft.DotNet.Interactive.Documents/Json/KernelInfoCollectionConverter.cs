using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DotNet.Interactive.Documents.Json;

internal sealed class KernelInfoCollectionConverter : JsonConverter<KernelInfoCollection>
{
    public override KernelInfoCollection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var kernels = new KernelInfoCollection();
        if (document.RootElement.TryGetProperty("items", out var items))
        {
            kernels.AddRange(items.EnumerateArray().Select(item => item.Deserialize<KernelInfo>(options)!).ToArray());
        }

        if (document.RootElement.TryGetProperty("defaultKernelName", out var defaultName))
        {
            kernels.DefaultKernelName = defaultName.GetString();
        }

        return kernels;
    }

    public override void Write(Utf8JsonWriter writer, KernelInfoCollection value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("defaultKernelName", value.DefaultKernelName);
        writer.WriteStartArray("items");
        foreach (var kernel in value)
        {
            JsonSerializer.Serialize(writer, kernel, options);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
