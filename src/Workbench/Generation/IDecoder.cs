using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>A model in the middle of decoding: it remembers the prompts and the tokens so far of every row.</summary>
internal interface IDecoder : IDisposable
{
    /// <summary>Reads the prompts.</summary>
    /// <param name="prompts">[B, Q], padded on either side.</param>
    /// <param name="maxNewTokens">The most tokens that will follow.</param>
    /// <returns>The logits of the first token, [B, V].</returns>
    Tensor Start(TokenBatch prompts, int maxNewTokens);

    /// <summary>Reads one token a row.</summary>
    /// <param name="tokens">int64 [B].</param>
    /// <returns>The logits of the next token, [B, V].</returns>
    Tensor Next(Tensor tokens);

    /// <summary>Keeps some rows in the given order; a row may be repeated.</summary>
    /// <param name="rows">int64 [B'].</param>
    void Select(Tensor rows);

    /// <summary>As <see cref="Select"/>, where every row stays with its prompt: what depends on the prompt alone need not move.</summary>
    /// <param name="rows">int64 [B].</param>
    void Reorder(Tensor rows);

    /// <summary>What came before the first generated token, as repetition rules see it: padding on the left, [B, Q'].</summary>
    Tensor History { get; }

    /// <summary>The states that the last logits were computed from, [B, H], until the next ones are; null where there are none.</summary>
    Tensor? States => null;
}
