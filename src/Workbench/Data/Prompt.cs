namespace Workbench.Data;

/// <summary>A message to be answered by a model: a conversation without its reply.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Topic">What the message is about.</param>
/// <param name="Message">What the person wrote.</param>
/// <param name="HeldOut">Whether the topic never occurs in supervised fine-tuning, preferences or PPO, only in pre-training.</param>
/// <param name="Split">What the prompt may be used for.</param>
public sealed record Prompt(string Id, string Topic, string Message, bool HeldOut, DataSplit Split);
