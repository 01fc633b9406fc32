namespace Workbench.Training;

/// <summary>A prompt with the response that a model shall learn, as token ids.</summary>
/// <param name="Prompt">What the model is given; a decoder-only model needs at least one token here.</param>
/// <param name="Response">What it shall say, with the end token if it shall learn to end.</param>
public sealed record TokenExample(IReadOnlyList<int> Prompt, IReadOnlyList<int> Response);
