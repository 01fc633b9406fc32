using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Bars some tokens, always or as the first of a response.</summary>
/// <param name="ids">The tokens.</param>
/// <param name="firstOnly">Whether only the first new token is concerned.</param>
public sealed class Suppressed(IReadOnlyList<int> ids, bool firstOnly = false) : ILogitsProcessor
{
    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history) =>
        firstOnly && history.Length != history.PromptLength ? scores : Barred.Everywhere(scores, ids);
}
