using System.Text.Json;

namespace Workbench.Experiments;

/// <summary>Two replies to a message and which one a rater preferred; a line of pairs.jsonl.</summary>
/// <param name="Topic">What the message is about.</param>
/// <param name="Message">What was asked.</param>
/// <param name="Chosen">The preferred reply.</param>
/// <param name="ChosenEnded">Whether it ended by itself.</param>
/// <param name="Rejected">The other reply.</param>
/// <param name="RejectedEnded">Whether that one ended by itself.</param>
/// <param name="Rater">Who judged.</param>
/// <param name="GoldMargin">Gold score of the preferred reply minus that of the other: for measuring only, nothing trains on it.</param>
public sealed record ReplyPair(
    string Topic, string Message, string Chosen, bool ChosenEnded, string Rejected, bool RejectedEnded, string Rater, double GoldMargin)
{
    private static readonly JsonSerializerOptions Line = new(ConfigJson.Options) { WriteIndented = false };

    /// <summary>The pair with the opposite judgement.</summary>
    public ReplyPair Swapped() => this with
    {
        Chosen = Rejected, ChosenEnded = RejectedEnded, Rejected = Chosen, RejectedEnded = ChosenEnded, GoldMargin = -GoldMargin,
    };

    /// <summary>Writes pairs, one JSON object a line.</summary>
    public static void Write(string path, IEnumerable<ReplyPair> pairs) =>
        AtomicFile.WriteText(path, string.Concat(pairs.Select(pair => JsonSerializer.Serialize(pair, Line) + "\n")));

    /// <summary>Reads such a file.</summary>
    /// <exception cref="WorkbenchException">The file cannot be read, or a line is not a pair.</exception>
    public static IReadOnlyList<ReplyPair> Read(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select((line, i) => Parse(path, i + 1, line))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static ReplyPair Parse(string path, int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ReplyPair>(line, Line) ?? throw new WorkbenchException($"{path}: line {number} is null, expected a pair.");
        }
        catch (JsonException e)
        {
            throw new WorkbenchException($"{path}: line {number} is not a pair of replies: {e.Message}", e);
        }
    }
}
