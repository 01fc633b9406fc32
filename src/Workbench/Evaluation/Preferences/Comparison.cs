namespace Workbench.Evaluation.Preferences;

/// <summary>One judgement: the first item was preferred to the second.</summary>
/// <param name="Winner">Number of the preferred item, from 0.</param>
/// <param name="Loser">Number of the other item.</param>
public readonly record struct Comparison(int Winner, int Loser);
