namespace Workbench.Training;

/// <summary>A prompt that a policy shall answer.</summary>
/// <param name="Text">As a person would read it; rewards see this.</param>
/// <param name="Ids">As the model reads it, layout tokens included.</param>
public sealed record PromptExample(string Text, IReadOnlyList<int> Ids);
