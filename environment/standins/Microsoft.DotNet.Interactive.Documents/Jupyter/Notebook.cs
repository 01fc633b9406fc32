using System.Text;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Documents.Json;

namespace Microsoft.DotNet.Interactive.Documents.Jupyter;

public static class Notebook
{
    private static readonly UTF8Encoding Utf8 = new(false);

    public static InteractiveDocument Parse(string json, KernelInfoCollection? kernelInfos = null)
    {
        var document = JsonSerializer.Deserialize<InteractiveDocument>(json, DocumentJson.Indented)
            ?? throw new JsonException($"Unable to parse as {typeof(InteractiveDocument)}:\n\n{json}");
        if (kernelInfos is not null)
        {
            document.NameKernels(kernelInfos);
        }

        return document;
    }

    public static InteractiveDocument Read(Stream stream, KernelInfoCollection kernelInfos)
    {
        using var reader = new StreamReader(stream, Utf8);
        return Parse(reader.ReadToEnd(), kernelInfos);
    }

    public static string ToJupyterJson(this InteractiveDocument document, string? defaultLanguage = null)
    {
        if (defaultLanguage is not null)
        {
            JupyterMetadata.Add(document, defaultLanguage);
        }

        return JsonSerializer.Serialize(document, DocumentJson.Indented);
    }

    public static void Write(InteractiveDocument document, Stream stream, KernelInfoCollection kernelInfos)
    {
        document.MergeKernelInfos(kernelInfos);
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true);
        writer.Write(document.ToJupyterJson());
    }
}
