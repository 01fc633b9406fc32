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
    /// <summary>
    /// Of responses to an encoder-decoder: the token that the decoder reads before the first one of each row, int64 [B]. Null takes the model's
    /// start token, which is what the model was trained with.
    /// </summary>
    public Tensor? Starts { get; init; }

    /// <summary>
    /// Added to the place of every token of a row, int64 [B], as if that many tokens stood before it; null for none. Only decoder-only models
    /// heed it, for prompts.
    /// </summary>
    public Tensor? Offset { get; init; }

    /// <summary>B, the number of sequences.</summary>
    public long Count => Ids.shape[0];

    /// <summary>T, the padded length.</summary>
    public long Width => Ids.shape[1];

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Ids.Dispose();
        Mask.Dispose();
        Starts?.Dispose();
        Offset?.Dispose();
    }
}
