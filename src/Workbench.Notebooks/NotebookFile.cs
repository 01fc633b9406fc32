using System.Text.Json;
using Microsoft.DotNet.Interactive.Documents;

namespace Workbench.Notebooks;

/// <summary>Reads notebooks.</summary>
internal static class NotebookFile
{
    internal const string Markdown = "markdown";
    internal const string CSharp = "csharp";
    internal const string Html = "html";

    internal static async Task<InteractiveDocument> LoadAsync(string path)
    {
        if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
        {
            throw new WorkbenchException($"{path}: is not a notebook; its name must end in .ipynb.");
        }

        var kernels = new KernelInfoCollection
        {
            new KernelInfo(CSharp, "C#", ["C#", "c#"]),
            new KernelInfo(Html, "HTML"),
            new KernelInfo(Markdown, "Markdown"),
        };
        kernels.DefaultKernelName = CSharp;
        try
        {
            var document = await InteractiveDocument.LoadAsync(new FileInfo(path), kernels);
            foreach (var cell in document.Elements)
            {
                cell.KernelName ??= CSharp;
            }

            return document;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new WorkbenchException($"{path}: is not a notebook in Jupyter's format 4: {exception.Message}", exception);
        }
    }

    internal static bool IsCode(this InteractiveDocumentElement cell) => cell.KernelName != Markdown;

    internal static IReadOnlyList<string> Tags(this InteractiveDocumentElement cell) =>
        cell.Metadata is not null && cell.Metadata.TryGetValue("tags", out var tags) && tags is IEnumerable<object> list
            ? list.OfType<string>().ToArray()
            : [];

    /// <summary>The last heading of a markdown cell, without its number signs; null where it has none.</summary>
    internal static string? LastHeading(this InteractiveDocumentElement cell) =>
        cell.IsCode() ? null : Headings(cell).LastOrDefault().Text;

    /// <summary>The headings of a markdown cell, those in code blocks left out.</summary>
    internal static IEnumerable<(int Level, string Text)> Headings(this InteractiveDocumentElement cell)
    {
        var inCode = false;
        foreach (var line in cell.Contents.Split('\n'))
        {
            inCode ^= line.StartsWith("```", StringComparison.Ordinal);
            var level = line.TakeWhile(character => character == '#').Count();
            if (!inCode && level is > 0 and <= 6 && line.Length > level && line[level] == ' ')
            {
                yield return (level, line[level..].Trim());
            }
        }
    }
}
