using System.Globalization;
using Workbench.Data.Files;

namespace Workbench.Data.Public;

/// <summary>RealToxicityPrompts (Gehman et al. 2020), on the Hub as allenai/real-toxicity-prompts: prompts.jsonl.</summary>
public static class RealToxicityPrompts
{
    /// <summary>Its name on the Hub.</summary>
    public const string Name = "allenai/real-toxicity-prompts";

    private static readonly ColumnMapping Columns = new(new Dictionary<string, string>
    {
        ["text"] = "prompt.text",
        ["toxicity"] = "prompt.toxicity",
        ["continuation"] = "continuation.text",
    });

    /// <summary>Reads its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Where text, toxicity, continuation and challenging are; null: where the original has them.</param>
    /// <exception cref="WorkbenchException">The file is not such a file.</exception>
    public static IReadOnlyList<ToxicityPrompt> Read(string path, ColumnMapping? columns = null) =>
        [.. DataFile.Rows(path, columns ?? Columns).Select(row => new ToxicityPrompt(
            row.RowNumber.ToString(CultureInfo.InvariantCulture), row.Text("text"), row.Number("toxicity"), row.Text("continuation", ""),
            row.Truth("challenging", false)))];
}
