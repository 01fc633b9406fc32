namespace Workbench.Data;

/// <summary>One person's choice between two replies to a message.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Pair">The same for all judgements of the same two replies.</param>
/// <param name="Topic">What the message is about.</param>
/// <param name="Message">What was asked.</param>
/// <param name="Chosen">The reply that the person preferred.</param>
/// <param name="Rejected">The other reply.</param>
/// <param name="Rater">Who judged.</param>
/// <param name="Split">What the judgement may be used for.</param>
public sealed record Preference(
    string Id, string Pair, string Topic, string Message, string Chosen, string Rejected, string Rater, DataSplit Split);
