using Workbench.Data.Files;

namespace Workbench.Data.Public;

/// <summary>DialogSum (Chen et al. 2021), on the Hub as knkarthick/dialogsum: train.csv, validation.csv, test.csv.</summary>
public static class DialogSum
{
    /// <summary>Its name on the Hub.</summary>
    public const string Name = "knkarthick/dialogsum";

    /// <summary>Reads one of its files.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Where id, dialogue, summary and topic are; null: in the columns of these names.</param>
    /// <exception cref="WorkbenchException">The file is not such a file.</exception>
    public static IReadOnlyList<Dialogue> Read(string path, ColumnMapping? columns = null) =>
        [.. DataFile.Rows(path, columns).Select(row => new Dialogue(row.Text("id"), row.Text("dialogue"), row.Text("summary"), row.Text("topic")))];
}
