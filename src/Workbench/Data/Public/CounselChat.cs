using System.Globalization;
using Workbench.Data.Files;

namespace Workbench.Data.Public;

/// <summary>Questions to therapists and their answers (Bertagnolli 2020), on the Hub as nbertagnolli/counsel-chat: counselchat-data.csv.</summary>
public static class CounselChat
{
    /// <summary>Its name on the Hub.</summary>
    public const string Name = "nbertagnolli/counsel-chat";

    private static readonly ColumnMapping Columns = new(new Dictionary<string, string> { ["message"] = "questionText", ["reply"] = "answerText" });

    /// <summary>Reads its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Where message, reply, topic and split are; null: where the original has them.</param>
    /// <returns>
    /// A conversation for each answer, in a supportive tone, by its split where the file names one and else for training. Rows without a
    /// question or an answer are left out: the second value counts them.
    /// </returns>
    /// <exception cref="WorkbenchException">The file is not such a file, or no row is left.</exception>
    public static (IReadOnlyList<Conversation> Conversations, int LeftOut) Read(string path, ColumnMapping? columns = null)
    {
        var (conversations, leftOut) = (new List<Conversation>(), 0);
        foreach (var row in DataFile.Rows(path, columns ?? Columns))
        {
            if (row.Text("message", "") is { Length: > 0 } message && row.Text("reply", "") is { Length: > 0 } reply)
            {
                conversations.Add(new Conversation(
                    row.RowNumber.ToString(CultureInfo.InvariantCulture), row.Text("topic", ""), Tone.Supportive, message, reply, Split(row), "written"));
            }
            else
            {
                leftOut++;
            }
        }

        return conversations.Count > 0 ? (conversations, leftOut) : throw new WorkbenchException(
            $"{path}: none of its {leftOut} rows has a question and an answer.");
    }

    private static DataSplit Split(DataRow row) => row.Text("split", "train") switch
    {
        "train" => DataSplit.Train,
        "val" or "validation" => DataSplit.Validation,
        "test" => DataSplit.Test,
        var other => throw row.Fault($"the split is \"{other}\", expected train, val, validation or test"),
    };
}
