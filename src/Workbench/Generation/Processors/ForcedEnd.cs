using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Allows nothing but an end token at the last place.</summary>
/// <param name="maxLength">The most tokens of a row, prompt and padding included.</param>
/// <param name="endIds">The end tokens.</param>
public sealed class ForcedEnd(int maxLength, IReadOnlyList<int> endIds) : ILogitsProcessor
{
    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        if (history.Length != maxLength - 1)
        {
            return scores;
        }

        var ids = tensor(endIds.Select(id => (long)id).ToArray(), device: scores.device);
        return scores.full_like(double.NegativeInfinity).index_fill_(1, ids, 0);
    }
}
