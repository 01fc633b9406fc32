namespace Workbench.Generation;

/// <summary>Makes the end token ever more likely (transformers: <c>exponential_decay_length_penalty</c>).</summary>
/// <param name="Start">The number of new tokens after which it begins; at least 0.</param>
/// <param name="Factor">Its score rises by |score| (factor^k - 1), k tokens after the start; above 0, above 1 to shorten responses.</param>
public sealed record LengthDecayOptions(int Start, double Factor);
