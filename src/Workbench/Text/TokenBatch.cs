using static TorchSharp.torch;

namespace Workbench.Text;

/// <summary>
/// Token sequences of unequal length in one rectangle. Prompts may be padded on either side (models work from the mask);
/// responses are always right-padded.
/// </summary>
/// <param name="Ids">Token ids, int64 [B, T]; the pad id where the mask is false.</param>
/// <param name="Mask">True at real tokens, bool [B, T].</param>
public sealed record TokenBatch(Tensor Ids, Tensor Mask) : IDisposable
{
    /// <summary>B, the number of sequences.</summary>
    public long Count => Ids.shape[0];

    /// <summary>T, the padded length.</summary>
    public long Width => Ids.shape[1];

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Ids.Dispose();
        Mask.Dispose();
    }
}
