using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>
/// Nucleus sampling (Holtzman et al. 2020): keeps the smallest set of the most likely tokens whose probability reaches p. As transformers
/// does, tokens are removed from the least likely one up while their sum is at most 1 - p; of equal ones the lower id goes first.
/// </summary>
/// <param name="p">From 0 to 1.</param>
/// <param name="keepAtLeast">Never keep fewer than this many.</param>
public sealed class TopP(double p, int keepAtLeast = 1) : ILogitsProcessor
{
    private readonly double p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "Must lie in [0, 1].");
    private readonly int keepAtLeast = Removal.AtLeastOne(keepAtLeast);

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        var (sorted, order) = scores.sort(1, descending: false, stable: true);
        var removed = sorted.softmax(1).cumsum(1).le(1 - p);
        return Removal.Apply(scores, Removal.Spare(removed, sorted.shape[1] - keepAtLeast, keepAtLeast), order);
    }
}
