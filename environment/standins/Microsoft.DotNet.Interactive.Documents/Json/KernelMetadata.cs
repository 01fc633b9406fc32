using System.Text.Json;

namespace Microsoft.DotNet.Interactive.Documents.Json;

/// <summary>Finds a document's kernels in its metadata, under the names that .NET Interactive and Jupyter have used for them.</summary>
internal static class KernelMetadata
{
    internal static KernelInfoCollection? Find(IDictionary<string, object> metadata) =>
        FromKernelInfo(metadata) ?? FromDefaultName(metadata, "polyglot_notebook") ?? FromDefaultName(metadata, "dotnet_interactive") ??
        FromKernelSpec(metadata);

    private static KernelInfoCollection? FromKernelInfo(IDictionary<string, object> metadata) =>
        metadata.TryGetValue("kernelInfo", out var value)
            ? value switch
            {
                KernelInfoCollection collection => collection,
                JsonElement json => json.Deserialize<KernelInfoCollection>(DocumentJson.Compact),
                IDictionary<string, object> => JsonSerializer.Deserialize<KernelInfoCollection>(
                    JsonSerializer.Serialize(value, DocumentJson.Compact), DocumentJson.Compact),
                _ => null,
            }
            : null;

    private static KernelInfoCollection? FromDefaultName(IDictionary<string, object> metadata, string key) =>
        metadata.TryGetValue(key, out var value)
            ? value switch
            {
                KernelInfoCollection collection => collection,
                IDictionary<string, object> named => new KernelInfoCollection { DefaultKernelName = String(named, "defaultKernelName") },
                _ => null,
            }
            : null;

    private static KernelInfoCollection? FromKernelSpec(IDictionary<string, object> metadata) =>
        metadata.TryGetValue("kernelspec", out var value) && value is IDictionary<string, object> spec && String(spec, "language") is { } language
            ? new KernelInfoCollection { DefaultKernelName = language }
            : null;

    private static string? String(IDictionary<string, object> values, string key) =>
        values.TryGetValue(key, out var value) ? value as string : null;
}
