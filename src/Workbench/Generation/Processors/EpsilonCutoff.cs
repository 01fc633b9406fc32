using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Keeps tokens of at least the probability epsilon (Hewitt et al. 2022, section 4), and always the most likely one.</summary>
/// <param name="epsilon">Between 0 and 1.</param>
/// <param name="keepAtLeast">Never keep fewer than this many.</param>
public sealed class EpsilonCutoff(double epsilon, int keepAtLeast = 1) : ILogitsProcessor
{
    private readonly double epsilon = epsilon is > 0 and < 1
        ? epsilon
        : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Must lie between 0 and 1.");
    private readonly int keepAtLeast = Removal.AtLeastOne(keepAtLeast);

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        var removed = scores.softmax(1).lt(epsilon).logical_and(scores < TopK.Cutoff(scores, keepAtLeast));
        return scores.masked_fill(removed, double.NegativeInfinity);
    }
}
