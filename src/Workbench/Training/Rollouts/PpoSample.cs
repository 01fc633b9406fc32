namespace Workbench.Training;

/// <summary>One response of an iteration, for people to read.</summary>
/// <param name="Prompt">As text.</param>
/// <param name="Response">As text.</param>
/// <param name="Score">As the reward gave it.</param>
/// <param name="Kl">Summed over its tokens, in nats.</param>
/// <param name="Tokens">How many tokens, the end token included.</param>
/// <param name="Ended">Whether it ended by itself.</param>
public sealed record PpoSample(string Prompt, string Response, double Score, double Kl, int Tokens, bool Ended);
