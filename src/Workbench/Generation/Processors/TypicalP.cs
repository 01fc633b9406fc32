using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>
/// Locally typical sampling (Meister et al. 2022): keeps the tokens whose surprise -log p is nearest to its expectation, until their
/// probability reaches the mass.
/// </summary>
/// <param name="mass">Above 0 and below 1.</param>
/// <param name="keepAtLeast">Never keep fewer than this many.</param>
public sealed class TypicalP(double mass, int keepAtLeast = 1) : ILogitsProcessor
{
    private readonly double mass = mass is > 0 and < 1
        ? mass
        : throw new ArgumentOutOfRangeException(nameof(mass), mass, "Must lie between 0 and 1.");
    private readonly int keepAtLeast = Removal.AtLeastOne(keepAtLeast);

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        var logProbs = scores.log_softmax(1);
        var distance = (-logProbs - Entropy(logProbs)).abs();
        var (sorted, order) = distance.sort(1, descending: false, stable: true);
        var reached = scores.gather(1, order).softmax(1).cumsum(1);
        var last = reached.lt(mass).sum(1, keepdim: true).clamp(max: scores.shape[1] - 1);
        var removed = sorted > sorted.gather(1, last);
        return Removal.Apply(scores, Removal.Spare(removed, 0, keepAtLeast), order);
    }

    /// <summary>-sum p log p of each row, [B, 1]; impossible tokens add nothing.</summary>
    internal static Tensor Entropy(Tensor logProbs)
    {
        var terms = logProbs * logProbs.exp();
        return -terms.masked_fill(terms.isnan(), 0).sum(1, keepdim: true);
    }
}
