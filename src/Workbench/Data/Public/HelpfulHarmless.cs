using System.Globalization;
using Workbench.Data.Files;

namespace Workbench.Data.Public;

/// <summary>
/// Anthropic's preferences for helpful and harmless replies (Bai et al. 2022), on the Hub as Anthropic/hh-rlhf: harmless-base/train.jsonl.gz
/// and its siblings. Each row has two transcripts, chosen and rejected, that differ in the assistant's last turn.
/// </summary>
public static class HelpfulHarmless
{
    /// <summary>Its name on the Hub.</summary>
    public const string Name = "Anthropic/hh-rlhf";

    /// <summary>Reads one of its files.</summary>
    /// <param name="path">The file.</param>
    /// <param name="split">What the pairs may be used for.</param>
    /// <param name="columns">Where chosen and rejected are; null: in the columns of these names.</param>
    /// <returns>
    /// The pairs; the message of each is the conversation up to the last "Assistant:". Rows are left out whose transcripts part before the last
    /// turn, whose replies are the same or blank: the second value counts them.
    /// </returns>
    /// <exception cref="WorkbenchException">The file is not such a file, or no row is left.</exception>
    public static (IReadOnlyList<Preference> Pairs, int LeftOut) Read(string path, DataSplit split, ColumnMapping? columns = null)
    {
        var (pairs, leftOut) = (new List<Preference>(), 0);
        foreach (var row in DataFile.Rows(path, columns))
        {
            if (Transcript.Split(row.Text("chosen")) is { Reply.Length: > 0 } chosen
                && Transcript.Split(row.Text("rejected")) is { Reply.Length: > 0 } rejected
                && chosen.Context == rejected.Context && chosen.Reply != rejected.Reply)
            {
                var id = row.RowNumber.ToString(CultureInfo.InvariantCulture);
                pairs.Add(new Preference(id, id, "", chosen.Context, chosen.Reply, rejected.Reply, "", split));
            }
            else
            {
                leftOut++;
            }
        }

        return pairs.Count > 0 ? (pairs, leftOut) : throw new WorkbenchException(
            $"{path}: none of its {leftOut} rows has two transcripts that differ in the assistant's last turn.");
    }
}
