using Workbench.Models;

namespace Workbench.Rewards;

/// <summary>A classifier that a reward runs.</summary>
/// <param name="Model">The classifier.</param>
/// <param name="BatchSize">Texts a forward pass.</param>
/// <param name="ReadsPrompt">Whether a text is prompt and response together.</param>
public sealed record RewardClassifier(ISequenceClassifier Model, int BatchSize, bool ReadsPrompt);
