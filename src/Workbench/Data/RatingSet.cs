using System.Text.Json;
using Workbench.Data.Files;
using Workbench.Data.Raters;

namespace Workbench.Data;

/// <summary>Reads and writes files of rated replies, one JSON object a line.</summary>
public static class RatingSet
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">
    /// JSON Lines with the keys id, topic, message, reply and split, texts, and ratings, an object of whole numbers from 1 to 7 by rater.
    /// </param>
    /// <exception cref="WorkbenchException">The file is not such a file; see <see cref="JsonLines.Read"/>.</exception>
    public static IReadOnlyList<RatedReply> Read(string path) => JsonLines.Read(path, Parse, rated => rated.Id);

    /// <summary>Writes a file that <see cref="Read"/> reads.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="ratedReplies">What to write.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<RatedReply> ratedReplies) => JsonLines.Write(path, ratedReplies, Write);

    /// <summary>The ratings as agreement statistics want them.</summary>
    /// <param name="ratedReplies">The items.</param>
    /// <returns>The raters in order of first appearance, and a row for each with a column for each item, NaN where there is no rating.</returns>
    public static (IReadOnlyList<string> Raters, double[,] Ratings) Matrix(IReadOnlyList<RatedReply> ratedReplies)
    {
        var raters = ratedReplies.SelectMany(rated => rated.Ratings.Keys).Distinct().ToList();
        var matrix = new double[raters.Count, ratedReplies.Count];
        for (var row = 0; row < raters.Count; row++)
        {
            for (var column = 0; column < ratedReplies.Count; column++)
            {
                matrix[row, column] = ratedReplies[column].Ratings.TryGetValue(raters[row], out var rating) ? rating : double.NaN;
            }
        }

        return (raters, matrix);
    }

    internal static void Write(Utf8JsonWriter json, RatedReply rated)
    {
        json.WriteString("id", rated.Id);
        json.WriteString("topic", rated.Topic);
        json.WriteString("message", rated.Message);
        json.WriteString("reply", rated.Reply);
        json.WriteStartObject("ratings");
        foreach (var (rater, rating) in rated.Ratings)
        {
            json.WriteNumber(rater, rating);
        }

        json.WriteEndObject();
        json.WriteString("split", rated.Split.ToString().ToLowerInvariant());
    }

    private static RatedReply Parse(JsonRecord record) => new(
        record.Text("id"), record.Text("topic"), record.Text("message"), record.Text("reply"),
        record.WholeNumbers("ratings", RaterPanel.LowestRating, RaterPanel.HighestRating), record.OneOf<DataSplit>("split"));
}
