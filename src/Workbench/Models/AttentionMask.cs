using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>What is added to attention scores so that tokens do not look at padding or at later tokens.</summary>
internal static class AttentionMask
{
    /// <summary>
    /// Large enough to silence a token, small enough that three of them (padding, the future, beyond a window) stay finite: a padding token
    /// before the first real one may look nowhere, and must not give NaN.
    /// </summary>
    /// <param name="type">The dtype of the scores.</param>
    public static double Barred(ScalarType type) => finfo(type).min / 4;

    /// <summary>Bars padding.</summary>
    /// <param name="real">True at real tokens, bool [B, S].</param>
    /// <param name="type">The dtype of the scores.</param>
    /// <returns>[B, 1, 1, S].</returns>
    public static Tensor Padding(Tensor real, ScalarType type) =>
        real.to(type).sub_(1).mul_(-Barred(type)).unsqueeze(1).unsqueeze(1);

    /// <summary>Bars padding and later tokens.</summary>
    /// <param name="real">True at real tokens, bool [B, T].</param>
    /// <param name="type">The dtype of the scores.</param>
    /// <returns>[B, 1, T, T].</returns>
    public static Tensor Causal(Tensor real, ScalarType type) => Future(real.shape[1], type, real.device).add(Padding(real, type));

    /// <summary>Bars later tokens and those of other texts in the same row.</summary>
    /// <param name="texts">The number of the text of each token, int64 [B, T].</param>
    /// <param name="type">The dtype of the scores.</param>
    /// <returns>[B, 1, T, T].</returns>
    public static Tensor Packed(Tensor texts, ScalarType type) =>
        Future(texts.shape[1], type, texts.device).add(texts.unsqueeze(2).ne(texts.unsqueeze(1)).to(type).mul_(Barred(type)).unsqueeze(1));

    /// <summary>Bars tokens that are too far back.</summary>
    /// <param name="window">How many tokens a token sees, itself included.</param>
    /// <param name="positions">The place of each token in its sequence, int64 [B, T].</param>
    /// <param name="type">The dtype of the scores.</param>
    /// <returns>[B, 1, T, T].</returns>
    public static Tensor Beyond(int window, Tensor positions, ScalarType type) =>
        (positions.unsqueeze(2) - positions.unsqueeze(1)).ge(window).to(type).mul_(Barred(type)).unsqueeze(1);

    /// <summary>Bars later tokens.</summary>
    /// <returns>[1, 1, T, T].</returns>
    public static Tensor Future(long width, ScalarType type, Device device) =>
        full([1, 1, width, width], Barred(type), dtype: type, device: device).triu(1);
}
