using Workbench.Data.Files;

namespace Workbench.Data.Public;

/// <summary>A well-known data set, recognised by its columns, whatever its files are called.</summary>
/// <param name="Name">Its name on the Hub, or what its columns are known from.</param>
/// <param name="Recognised">Columns that it has.</param>
/// <param name="Columns">Where it has what the readers want.</param>
public sealed record KnownTable(string Name, IReadOnlyList<string> Recognised, ColumnMapping Columns)
{
    /// <summary>Whether chosen and rejected are whole transcripts that differ in the assistant's last turn.</summary>
    public bool Transcripts { get; private init; }

    /// <summary>All of them; the first that fits counts.</summary>
    public static IReadOnlyList<KnownTable> All { get; } =
    [
        Table(CounselChat.Name, ["questionText", "answerText"], ("message", "questionText"), ("reply", "answerText")),
        Table(DialogSum.Name, ["dialogue", "summary"], ("message", "dialogue"), ("reply", "summary")),
        Table(RealToxicityPrompts.Name, ["prompt.text", "continuation.text"], ("message", "prompt.text"), ("reply", "continuation.text")),
        Table("prompt and chosen", ["prompt", "chosen", "rejected"], ("message", "prompt")),
        Table(HelpfulHarmless.Name, ["chosen", "rejected"]) with { Transcripts = true },
        Table("prompt and completion", ["prompt", "completion"], ("message", "prompt"), ("reply", "completion")),
        Table("prompt and response", ["prompt", "response"], ("message", "prompt"), ("reply", "response")),
        Table("prompt", ["prompt"], ("message", "prompt")),
    ];

    /// <summary>The data set that a row is of; null where its columns are called as the readers want them, or are unknown.</summary>
    public static KnownTable? Of(DataRow row) =>
        row.Has("message") ? null : All.FirstOrDefault(table => table.Recognised.All(row.Has));

    /// <summary>The parts of a row with two transcripts; null where they do not part in the last turn.</summary>
    internal static (string Context, string Chosen, string Rejected)? Pair(DataRow row) =>
        Transcript.Split(row.Text("chosen")) is { Reply.Length: > 0 } chosen
        && Transcript.Split(row.Text("rejected")) is { Reply.Length: > 0 } rejected
        && chosen.Context == rejected.Context && chosen.Reply != rejected.Reply
            ? (chosen.Context, chosen.Reply, rejected.Reply)
            : null;

    private static KnownTable Table(string name, string[] recognised, params (string Key, string Column)[] columns) =>
        new(name, recognised, new ColumnMapping(columns.ToDictionary(pair => pair.Key, pair => pair.Column)));
}
