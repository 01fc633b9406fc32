using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Allows nothing but an end token at the last place.</summary>
public sealed class ForcedEnd : ILogitsProcessor
{
    private readonly int length;
    private readonly bool newTokensOnly;
    private readonly IReadOnlyList<int> endIds;

    private ForcedEnd(int length, bool newTokensOnly, IReadOnlyList<int> endIds)
    {
        this.length = length;
        this.newTokensOnly = newTokensOnly;
        this.endIds = endIds;
    }

    /// <summary>The last place is that of a row of so many tokens, prompt and padding included.</summary>
    public static ForcedEnd OfRow(int length, IReadOnlyList<int> endIds) => new(length, false, endIds);

    /// <summary>The last place is that of so many new tokens.</summary>
    public static ForcedEnd OfNewTokens(int length, IReadOnlyList<int> endIds) => new(length, true, endIds);

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history)
    {
        if (history.Length - (newTokensOnly ? history.PromptLength : 0) != length - 1)
        {
            return scores;
        }

        var ids = tensor(endIds.Select(id => (long)id).ToArray(), device: scores.device);
        return scores.full_like(double.NegativeInfinity).index_fill_(1, ids, 0);
    }
}
