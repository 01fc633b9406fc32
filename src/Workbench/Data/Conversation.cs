namespace Workbench.Data;

/// <summary>A message from a person who asks for help, and one reply to it.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Topic">What the message is about, such as "exam".</param>
/// <param name="Tone">How the reply treats the person; known because the reply was written or generated in that tone.</param>
/// <param name="Message">What the person wrote.</param>
/// <param name="Reply">What was answered.</param>
/// <param name="Split">What the conversation may be used for.</param>
/// <param name="Source">"written" (by a person) or "generated" (by <see cref="SupportConversations.SupportConversationGenerator"/>).</param>
public sealed record Conversation(
    string Id, string Topic, Tone Tone, string Message, string Reply, DataSplit Split, string Source);
