using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Keeps tokens that are at least p times as likely as the most likely one (Nguyen et al. 2024).</summary>
/// <param name="p">From 0 to 1.</param>
/// <param name="keepAtLeast">Never keep fewer than this many.</param>
public sealed class MinP(double p, int keepAtLeast = 1) : ILogitsProcessor
{
    private readonly double p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "Must lie in [0, 1].");
    private readonly int keepAtLeast = Removal.AtLeastOne(keepAtLeast);

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        var probabilities = scores.softmax(1);
        var removed = probabilities < probabilities.amax([1L], keepdim: true) * p;
        var order = scores.argsort(1, descending: true);
        return Removal.Apply(scores, Removal.Spare(removed.gather(1, order), 0, keepAtLeast), order);
    }
}
