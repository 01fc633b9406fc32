namespace Microsoft.DotNet.Interactive.Documents.Jupyter;

/// <summary>The metadata by which Jupyter and VS Code know that a notebook is one of .NET Interactive's.</summary>
internal static class JupyterMetadata
{
    internal static void Add(InteractiveDocument document, string language)
    {
        var (kernel, name, version, extension) = language.ToLowerInvariant() switch
        {
            "c#" or "csharp" => ("csharp", "C#", "13.0", ".cs"),
            "f#" or "fsharp" => ("fsharp", "F#", "7.0", ".fs"),
            "powershell" or "pwsh" => ("pwsh", "PowerShell", "7.5", ".ps1"),
            _ => throw new ArgumentException($"Unrecognized language: {language}"),
        };

        document.Metadata.GetOrAdd<IDictionary<string, object>>("kernelspec", () => new Dictionary<string, object>()).AddMissing(
            new Dictionary<string, object>
            {
                ["display_name"] = $".NET ({name})",
                ["language"] = name,
                ["name"] = $".net-{kernel}",
            });
        document.Metadata.GetOrAdd<IDictionary<string, object>>("language_info", () => new Dictionary<string, object>()).AddMissing(
            new Dictionary<string, object>
            {
                ["file_extension"] = extension,
                ["mimetype"] = $"text/x-{kernel}",
                ["name"] = name,
                ["pygments_lexer"] = kernel,
                ["version"] = version,
            });

        // As in the real package: a document whose metadata was read from a file has a dictionary here, and the cast fails.
        var kernels = document.Metadata.GetOrAdd("polyglot_notebook", () => new KernelInfoCollection());
        kernels.DefaultKernelName = kernel;
        kernels.Add(new KernelInfo(kernel));
    }
}
