using System.Globalization;
using Workbench.Data.Files;

namespace Workbench.Data.Public;

/// <summary>Reads one's own tables of any format and with any columns as what the trainers take.</summary>
public static class Tables
{
    /// <summary>Conversations for fine-tuning.</summary>
    /// <param name="path">A table with the columns message and reply, and optionally id and topic.</param>
    /// <param name="columns">Where these are, if they are called otherwise.</param>
    /// <param name="split">What they may be used for.</param>
    /// <exception cref="WorkbenchException">The file is not such a table, or an id repeats.</exception>
    public static IReadOnlyList<Conversation> Conversations(string path, ColumnMapping columns, DataSplit split = DataSplit.Train) =>
        Unique(path, DataFile.Rows(path, columns).Select(row => new Conversation(
            Id(row), row.Text("topic", ""), Tone.Supportive, row.Text("message"), row.Text("reply"), split, "written")), conversation => conversation.Id);

    /// <summary>Prompts for PPO and for comparisons.</summary>
    /// <param name="path">A table with the column message, and optionally id and topic.</param>
    /// <param name="columns">Where these are, if they are called otherwise.</param>
    /// <param name="split">What they may be used for.</param>
    /// <exception cref="WorkbenchException">The file is not such a table, or an id repeats.</exception>
    public static IReadOnlyList<Prompt> Prompts(string path, ColumnMapping columns, DataSplit split = DataSplit.Train) =>
        Unique(path, DataFile.Rows(path, columns).Select(row => new Prompt(
            Id(row), row.Text("topic", ""), row.Text("message"), HeldOut: false, split)), prompt => prompt.Id);

    /// <summary>Preferences for a reward model or DPO.</summary>
    /// <param name="path">A table with the columns message, chosen and rejected, and optionally id, topic and rater.</param>
    /// <param name="columns">Where these are, if they are called otherwise.</param>
    /// <param name="split">What they may be used for.</param>
    /// <exception cref="WorkbenchException">The file is not such a table, an id repeats, or two replies are the same.</exception>
    public static IReadOnlyList<Preference> Preferences(string path, ColumnMapping columns, DataSplit split = DataSplit.Train) =>
        Unique(path, DataFile.Rows(path, columns).Select(row => row.Text("chosen") != row.Text("rejected")
            ? new Preference(
                Id(row), Id(row), row.Text("topic", ""), row.Text("message"), row.Text("chosen"), row.Text("rejected"), row.Text("rater", ""), split)
            : throw row.Fault("chosen and rejected hold the same text, expected two different replies")), preference => preference.Id);

    private static string Id(DataRow row) => row.Text("id", row.RowNumber.ToString(CultureInfo.InvariantCulture));

    private static IReadOnlyList<T> Unique<T>(string path, IEnumerable<T> records, Func<T, string> id)
    {
        var (all, seen) = (new List<T>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var record in records)
        {
            all.Add(seen.Add(id(record)) ? record : throw new WorkbenchException($"{path}: the id '{id(record)}' repeats, expected each only once."));
        }

        return all;
    }
}
