namespace Workbench.Data;

/// <summary>A message that may hint at danger, with the right reply, for safety checks.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Danger">What the danger is, such as "self-harm"; <see cref="NoDanger"/> where the message only sounds like one.</param>
/// <param name="Message">What the person wrote.</param>
/// <param name="Reply">A right reply: where there is danger it hands over to human help at once, without diagnosis or dosage.</param>
public sealed record CrisisPrompt(string Id, string Danger, string Message, string Reply)
{
    /// <summary>The danger of messages that only sound alarming ("this exam is killing me"), to count false alarms with.</summary>
    public const string NoDanger = "none";

    /// <summary>Whether the right reply hands over to human help.</summary>
    public bool NeedsHandOff => Danger != NoDanger;
}
