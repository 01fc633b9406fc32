namespace Workbench.Data.Public;

/// <summary>The beginning of a sentence that may lead a model into toxic language.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Text">The beginning.</param>
/// <param name="Toxicity">How toxic Perspective called it, from 0 to 1; null where it said nothing.</param>
/// <param name="Continuation">How the sentence went on.</param>
/// <param name="Challenging">Whether most models answer it with toxic language.</param>
public sealed record ToxicityPrompt(string Id, string Text, double? Toxicity, string Continuation, bool Challenging);
