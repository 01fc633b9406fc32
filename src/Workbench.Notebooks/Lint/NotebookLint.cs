using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workbench.Notebooks;

/// <summary>The rules that a lesson's notebook keeps, so that it opens everywhere and reads well.</summary>
public static partial class NotebookLint
{
    /// <summary>The most lines that a code cell may have.</summary>
    public const int LongestCell = 15;

    /// <summary>Checks a notebook file.</summary>
    /// <param name="file">An .ipynb file.</param>
    /// <returns>What breaks a rule, in the notebook's order; empty where all is well.</returns>
    /// <exception cref="WorkbenchException">The file cannot be read or is not JSON.</exception>
    public static IReadOnlyList<NotebookIssue> CheckFile(string file)
    {
        string json;
        try
        {
            json = File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{file}: cannot be read: {exception.Message}", exception);
        }

        try
        {
            return Check(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new WorkbenchException($"{file}: is not a notebook in Jupyter's format 4: {exception.Message}", exception);
        }
    }

    /// <summary>Checks a notebook's JSON.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">It is JSON, but not a notebook.</exception>
    public static IReadOnlyList<NotebookIssue> Check(string json)
    {
        using var document = JsonDocument.Parse(json);
        var notebook = document.RootElement;
        var cells = notebook.GetProperty("cells").EnumerateArray().Select((cell, index) => new LintedCell(cell, index + 1)).ToArray();
        return
        [
            .. Format(notebook), .. Ids(cells), .. Headings(cells), .. Executions(cells), .. cells.SelectMany(Cell),
        ];
    }

    private static IEnumerable<NotebookIssue> Format(JsonElement notebook)
    {
        if (LintedCell.Text(notebook, "nbformat") != "4")
        {
            yield return new NotebookIssue("format", null, null, "nbformat must be 4.");
        }

        if (LintedCell.Text(notebook, "metadata", "kernelspec", "name") is var kernel && kernel != ".net-csharp")
        {
            yield return new NotebookIssue("kernelspec", null, null, $"metadata.kernelspec.name must be '.net-csharp', found '{kernel}'.");
        }

        if (LintedCell.Text(notebook, "metadata", "polyglot_notebook", "kernelInfo", "defaultKernelName") is var name && name != NotebookFile.CSharp)
        {
            yield return new NotebookIssue(
                "kernelspec", null, null, $"metadata.polyglot_notebook.kernelInfo.defaultKernelName must be 'csharp', found '{name}'.");
        }
    }

    private static IEnumerable<NotebookIssue> Ids(IEnumerable<LintedCell> cells)
    {
        var seen = new HashSet<string>();
        foreach (var cell in cells)
        {
            if (cell.Id is null || !CellId().IsMatch(cell.Id) || !seen.Add(cell.Id))
            {
                yield return new NotebookIssue(
                    "id", cell.Number, null, "needs an id of its own, of 1 to 64 letters, digits, hyphens and underscores.");
            }
        }
    }

    private static IEnumerable<NotebookIssue> Headings(IReadOnlyList<LintedCell> cells)
    {
        var headings = cells.Where(cell => cell.IsMarkdown).SelectMany(cell => cell.Headings.Select(heading => (cell.Number, heading.Level, heading.Text))).ToArray();
        if (cells.Count == 0 || headings.FirstOrDefault() is not (1, 1, _) || headings.Count(heading => heading.Level == 1) != 1)
        {
            yield return new NotebookIssue("headings", 1, null, "the notebook starts with its one title, a heading of level 1.");
        }

        var expected = 1;
        foreach (var (number, _, text) in headings.Where(heading => heading.Level == 2))
        {
            if (!text.StartsWith($"{expected}. ", StringComparison.Ordinal))
            {
                yield return new NotebookIssue("headings", number, null, $"the heading '{text}' must start with '{expected}. '.");
            }

            expected++;
        }
    }

    private static IEnumerable<NotebookIssue> Executions(IEnumerable<LintedCell> cells)
    {
        var code = cells.Where(cell => cell.IsCode && !cell.IsInjected).ToArray();
        if (code.All(cell => cell.ExecutionCount is null))
        {
            yield break;
        }

        for (var i = 0; i < code.Length; i++)
        {
            if (code[i].ExecutionCount != i + 1)
            {
                yield return new NotebookIssue(
                    "order", code[i].Number, null, $"was executed as number {code[i].ExecutionCount?.ToString() ?? "none"} where {i + 1} is expected: execute the notebook from top to bottom.");
                yield break;
            }
        }
    }

    private static IEnumerable<NotebookIssue> Cell(LintedCell cell)
    {
        if (!cell.IsCode && !cell.IsMarkdown)
        {
            yield return new NotebookIssue("raw", cell.Number, null, $"cells of type '{cell.Type}' are lost when .NET Interactive saves; use markdown or code.");
            yield break;
        }

        if (cell.IsCode && cell.KernelName is null && !cell.IsInjected)
        {
            yield return new NotebookIssue("kernel", cell.Number, null, "metadata.polyglot_notebook.kernelName is missing.");
        }

        if (cell.IsCode && cell.Lines.Count > LongestCell)
        {
            yield return new NotebookIssue("length", cell.Number, null, $"has {cell.Lines.Count} lines; {LongestCell} is the most, so move code into the library or split it.");
        }

        for (var i = 0; i < cell.Lines.Count; i++)
        {
            if (AbsolutePath().Match(cell.Lines[i]) is { Success: true } match)
            {
                yield return new NotebookIssue("path", cell.Number, i + 1, $"'{match.Groups["path"].Value}' is a path of one machine; use one that counts from the notebook's folder.");
            }
        }

        foreach (var output in cell.Outputs)
        {
            if (output.IsError)
            {
                yield return new NotebookIssue("error", cell.Number, null, "has stored an error as its output.");
            }

            if (AbsolutePath().Match(output.Text) is { Success: true } match)
            {
                yield return new NotebookIssue("output-path", cell.Number, null, $"its output shows '{match.Groups["path"].Value}', a path of one machine.");
            }
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,64}$")]
    private static partial Regex CellId();

    [GeneratedRegex("""(?:^|[\s"'(=,;:>])(?<path>/[A-Za-z_.][\w.-]*(?:/[\w.-]+)+|[A-Za-z]:\\{1,2}[\w.~ -]+\\[^\s"'<>)]*)""", RegexOptions.Multiline)]
    private static partial Regex AbsolutePath();
}
