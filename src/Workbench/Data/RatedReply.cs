namespace Workbench.Data;

/// <summary>A reply with the ratings that people gave it.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Topic">What the message is about.</param>
/// <param name="Message">What was asked.</param>
/// <param name="Reply">What was answered.</param>
/// <param name="Ratings">From 1 (contemptuous) to 7 (warm, to the point, complete), by rater; who gave none is left out.</param>
/// <param name="Split">What the ratings may be used for.</param>
public sealed record RatedReply(
    string Id, string Topic, string Message, string Reply, IReadOnlyDictionary<string, int> Ratings, DataSplit Split);
