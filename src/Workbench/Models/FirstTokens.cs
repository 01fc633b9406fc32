using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>What the classifiers share: they read the state of the first token, and their position tables end.</summary>
internal static class FirstTokens
{
    /// <summary>The state of each row's first real token.</summary>
    /// <param name="states">[B T, H].</param>
    /// <param name="mask">bool [B, T].</param>
    /// <returns>[B, H].</returns>
    public static Tensor Of(Tensor states, Tensor mask)
    {
        var (batch, width) = (mask.shape[0], mask.shape[1]);
        var starts = arange(batch, dtype: ScalarType.Int64, device: mask.device).mul_(width);
        return states.index_select(0, mask.to(ScalarType.Int32).argmax(1).add_(starts));
    }

    /// <summary>Refuses texts that the position table has no places for.</summary>
    public static void RefuseTooLong(TokenBatch tokens, int limit)
    {
        if (tokens.Width > limit)
        {
            throw new WorkbenchException($"The longest text has {tokens.Width} tokens; the classifier reads at most {limit}. Cut the texts.");
        }
    }
}
