using System.Text.Json;
using Microsoft.DotNet.Interactive.Documents;

namespace Workbench.Notebooks;

/// <summary>A cell as it stands in the file: what .NET Interactive's reader mends or drops is still to be seen here.</summary>
internal sealed class LintedCell(JsonElement cell, int number)
{
    internal int Number => number;

    internal string? Type => Text(cell, "cell_type");

    internal bool IsCode => Type == "code";

    internal bool IsMarkdown => Type == NotebookFile.Markdown;

    internal string? Id => Text(cell, "id");

    internal string? KernelName => Text(cell, "metadata", "polyglot_notebook", "kernelName");

    internal int? ExecutionCount => int.TryParse(Text(cell, "execution_count"), out var count) ? count : null;

    internal bool IsInjected => cell.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("tags", out var tags) &&
        tags.EnumerateArray().Any(tag => tag.GetString() == "injected-parameters");

    internal string Source { get; } = Joined(cell, "source");

    internal IReadOnlyList<string> Lines => Source.TrimEnd().Length == 0 ? [] : Source.TrimEnd().Split('\n');

    internal IEnumerable<(int Level, string Text)> Headings => new InteractiveDocumentElement(Source, NotebookFile.Markdown).Headings();

    internal IEnumerable<(bool IsError, string Text)> Outputs =>
        cell.TryGetProperty("outputs", out var outputs)
            ? outputs.EnumerateArray().Select(output => (Text(output, "output_type") == "error", AllText(output)))
            : [];

    /// <summary>The text or number at a path of properties; null where there is none.</summary>
    internal static string? Text(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind is JsonValueKind.String or JsonValueKind.Number ? element.ToString() : null;
    }

    private static string Joined(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) ? ""
        : value.ValueKind == JsonValueKind.Array ? string.Concat(value.EnumerateArray().Select(line => line.GetString()))
        : value.GetString() ?? "";

    // What a cell printed or showed; a chart library's own code is nobody's path.
    private static string AllText(JsonElement output) =>
        Joined(output, "text") + string.Join('\n', Traces(output)) +
        (output.TryGetProperty("data", out var data)
            ? string.Join('\n', data.EnumerateObject().Where(form => form.Name.StartsWith("text/", StringComparison.Ordinal))
                .Select(form => Joined(data, form.Name)).Where(text => text.Length < 500_000))
            : "");

    private static IEnumerable<string?> Traces(JsonElement output) =>
        output.TryGetProperty("traceback", out var trace) ? trace.EnumerateArray().Select(line => line.GetString()) : [];
}
