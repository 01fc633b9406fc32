using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Keeps the k highest scores and those that tie with the last of them.</summary>
/// <param name="k">At least 1; more than the vocabulary keeps all.</param>
/// <param name="keepAtLeast">Never keep fewer than this many.</param>
public sealed class TopK(int k, int keepAtLeast = 1) : ILogitsProcessor
{
    private readonly int k = k > 0 ? Math.Max(k, keepAtLeast) : throw new ArgumentOutOfRangeException(nameof(k), k, "Must be at least 1.");

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history) => scores.masked_fill(scores < Cutoff(scores, k), double.NegativeInfinity);

    /// <summary>The k-th highest score of each row, [B, 1].</summary>
    internal static Tensor Cutoff(Tensor scores, int k)
    {
        var count = (int)Math.Min(k, scores.shape[1]);
        return scores.topk(count, dim: 1).values.narrow(1, count - 1, 1);
    }
}
