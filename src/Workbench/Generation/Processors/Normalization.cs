using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Turns scores into log-probabilities.</summary>
public sealed class Normalization : ILogitsProcessor
{
    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history) => scores.log_softmax(1);
}
