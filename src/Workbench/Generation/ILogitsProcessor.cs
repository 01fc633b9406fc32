using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>Changes the scores of the next token before one is chosen.</summary>
public interface ILogitsProcessor
{
    /// <summary>Gives new scores; those given stay as they are.</summary>
    /// <param name="scores">float32 [B, V].</param>
    /// <param name="history">The tokens so far.</param>
    /// <returns>[B, V]; minus infinity for tokens that may not come up.</returns>
    Tensor Process(Tensor scores, TokenHistory history);
}
