using Workbench.Evaluation;

namespace Workbench.Experiments;

/// <summary>What one reward says of a reply.</summary>
/// <param name="Name">What the score is called in tables.</param>
/// <param name="Value">The score, unweighted.</param>
/// <param name="Direction">Whether more is better: as the sign of the reward's weight says, open where the weight is 0.</param>
public readonly record struct RewardScore(string Name, double Value, MetricDirection Direction);
