using System.Globalization;
using Workbench.Data.Files;

namespace Workbench.Data.Public;

/// <summary>
/// Reads data of any origin as what the trainers take: one's own tables in any format and with any columns, and the well-known data sets of
/// <see cref="KnownTable"/>, whose columns need not be named.
/// </summary>
public static class TrainingData
{
    /// <summary>What a mapping of columns may name.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["message", "reply", "chosen", "rejected", "id", "topic", "tone", "pair", "rater", "held_out", "split", "source"];

    /// <summary>Conversations for fine-tuning: rows with a message and a reply; of preferences the chosen reply.</summary>
    /// <param name="source">As for <see cref="DataLocation.Files(string)"/>.</param>
    /// <param name="columns">Where the values are; null takes the columns of these names, or those of a well-known data set.</param>
    /// <exception cref="WorkbenchException">There are no such data; the message names file and line.</exception>
    public static DataRecords<Conversation> Conversations(string source, ColumnMapping? columns = null) => Read(source, columns, (row, known) =>
        known is { Transcripts: true }
            ? KnownTable.Pair(row) is var (context, chosen, _) ? Conversation(row, context, chosen) : null
            : Has(row, known, "message", "reply") ? Conversation(row, row.Text("message"), row.Text("reply")) : null);

    /// <summary>Prompts for training by rewards and for comparisons: rows with a message.</summary>
    /// <param name="source">As for <see cref="DataLocation.Files(string)"/>.</param>
    /// <param name="columns">Where the values are; null takes the columns of these names, or those of a well-known data set.</param>
    /// <exception cref="WorkbenchException">There are no such data; the message names file and line.</exception>
    public static DataRecords<Prompt> Prompts(string source, ColumnMapping? columns = null) => Read(source, columns, (row, known) =>
        known is { Transcripts: true }
            ? KnownTable.Pair(row) is var (context, _, _) ? Prompt(row, context) : null
            : Has(row, known, "message") ? Prompt(row, row.Text("message")) : null);

    /// <summary>Preferences for a reward model or DPO: rows with a message, a chosen and a rejected reply.</summary>
    /// <param name="source">As for <see cref="DataLocation.Files(string)"/>.</param>
    /// <param name="columns">Where the values are; null takes the columns of these names, or those of a well-known data set.</param>
    /// <exception cref="WorkbenchException">There are no such data, or two replies are the same; the message names file and line.</exception>
    public static DataRecords<Preference> Preferences(string source, ColumnMapping? columns = null) => Read(source, columns, (row, known) =>
    {
        if (known is { Transcripts: true })
        {
            return KnownTable.Pair(row) is var (context, better, worse) ? Preference(row, context, better, worse) : null;
        }

        var (message, chosen, rejected) = (row.Text("message"), row.Text("chosen"), row.Text("rejected"));
        return chosen != rejected
            ? Preference(row, message, chosen, rejected)
            : throw row.Fault("chosen and rejected hold the same text, expected two different replies");
    });

    private static DataRecords<T> Read<T>(string source, ColumnMapping? columns, Func<DataRow, KnownTable?, T?> parse) where T : class
    {
        var records = new List<DataRecord<T>>();
        var (leftOut, split) = (0, (bool?)null);
        foreach (var file in DataLocation.Files(source))
        {
            var known = columns is null ? KnownTable.Of(DataFile.Rows(file.Path).First()) : null;
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in DataFile.Rows(file.Path, columns ?? known?.Columns))
            {
                if (parse(row, known) is not { } record)
                {
                    leftOut++;
                    continue;
                }

                if (row.Text("id", "") is { Length: > 0 } id && !ids.Add(id))
                {
                    throw row.Fault($"the id '{id}' repeats, expected each only once");
                }

                var named = row.Text("split", "") is { Length: > 0 } name
                    ? DataLocation.SplitOf(name) ?? throw row.Fault($"the split is \"{name}\", expected train, validation or test")
                    : file.Split;
                if ((split ??= named is not null) != named is not null)
                {
                    throw row.Fault(split.Value ? "names no split, although the rows before it do" : "names a split, although the rows before it do not");
                }

                records.Add(new DataRecord<T>(record, row.Place, named));
            }
        }

        return records.Count > 0
            ? new DataRecords<T>(records, leftOut)
            : throw new WorkbenchException($"{source}: none of its {leftOut} rows holds what is needed.");
    }

    // Only the well-known files have rows with gaps; in a table of one's own a gap is a fault.
    private static bool Has(DataRow row, KnownTable? known, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (known is not null && row.Text(key, "").Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Conversation Conversation(DataRow row, string message, string reply) => new(
        Id(row), row.Text("topic", ""), row.OneOf("tone", Tone.Supportive), message, reply, DataSplit.Train, row.Text("source", "written"));

    private static Prompt Prompt(DataRow row, string message) => new(Id(row), row.Text("topic", ""), message, row.Truth("held_out", false), DataSplit.Train);

    private static Preference Preference(DataRow row, string message, string chosen, string rejected) =>
        new(Id(row), row.Text("pair", Id(row)), row.Text("topic", ""), message, chosen, rejected, row.Text("rater", ""), DataSplit.Train);

    private static string Id(DataRow row) => row.Text("id", row.RowNumber.ToString(CultureInfo.InvariantCulture));
}
