using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Raises the scores of the end tokens exponentially with the length: by |score| (factor^k - 1), k tokens after the start.</summary>
/// <param name="start">The number of new tokens after which it begins.</param>
/// <param name="factor">Above 1 makes responses shorter.</param>
/// <param name="endIds">The end tokens.</param>
public sealed class LengthDecay(int start, double factor, IReadOnlyList<int> endIds) : ILogitsProcessor
{
    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        var late = history.Length - history.PromptLength - start;
        if (late <= 0)
        {
            return scores;
        }

        var ids = tensor(endIds.Select(id => (long)id).ToArray(), device: scores.device);
        var ends = scores.index_select(1, ids);
        return scores.index_copy(1, ids, ends + ends.abs() * (Math.Pow(factor, late) - 1));
    }
}
