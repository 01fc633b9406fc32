using System.Collections;
using Microsoft.DotNet.Interactive.Documents.Json;
using Microsoft.DotNet.Interactive.Documents.Jupyter;

namespace Microsoft.DotNet.Interactive.Documents;

public class InteractiveDocument : IEnumerable
{
    public InteractiveDocument(IList<InteractiveDocumentElement>? elements = null) => Elements = elements ?? [];

    public IList<InteractiveDocumentElement> Elements { get; }

    public IDictionary<string, object> Metadata { get; } = new Dictionary<string, object>();

    public static async Task<InteractiveDocument> LoadAsync(FileInfo file, KernelInfoCollection? kernelInfos = null)
    {
        var contents = await File.ReadAllTextAsync(file.FullName);
        return file.Extension.ToLowerInvariant() switch
        {
            ".ipynb" => Notebook.Parse(contents, kernelInfos),
            ".dib" => CodeSubmission.Parse(contents, kernelInfos),
            ".cs" or ".csx" => Of("csharp"),
            ".fs" or ".fsx" => Of("fsharp"),
            ".ps1" => Of("pwsh"),
            ".html" => Of("html"),
            ".http" => Of("http"),
            ".js" => Of("javascript"),
            _ => throw new InvalidOperationException($"Unrecognized extension for a notebook: {file.Extension}"),
        };

        InteractiveDocument Of(string kernelName) => [new InteractiveDocumentElement(contents, kernelName)];
    }

    public void Add(InteractiveDocumentElement element) => Elements.Add(element);

    public string? GetDefaultKernelName() => KernelMetadata.Find(Metadata)?.DefaultKernelName;

    public KernelInfoCollection? GetKernelInfo() => KernelMetadata.Find(Metadata);

    IEnumerator IEnumerable.GetEnumerator() => Elements.GetEnumerator();

    internal void NameKernels(KernelInfoCollection kernelInfos)
    {
        var defaultName = (KernelMetadata.Find(Metadata) ?? kernelInfos).DefaultKernelName;
        foreach (var element in Elements)
        {
            if (element.NameOnFirstLine is { } named && kernelInfos.TryGetByAlias(named, out var byFirstLine))
            {
                element.KernelName = byFirstLine.Name;
            }

            element.KernelName ??= defaultName;
            if (element.KernelName is { } name && kernelInfos.TryGetByAlias(name, out var byName))
            {
                element.KernelName = byName.Name;
            }
        }
    }

    internal void MergeKernelInfos(KernelInfoCollection kernelInfos)
    {
        if (KernelMetadata.Find(Metadata) is { } own)
        {
            own.AddMissing(kernelInfos);
            Metadata["kernelInfo"] = own;
        }
        else
        {
            Metadata["kernelInfo"] = kernelInfos;
        }
    }
}
