using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>What a forward pass over responses gives.</summary>
/// <param name="Logits">[B, R, V].</param>
/// <param name="HiddenStates">[B, R, H].</param>
public readonly record struct LanguageModelOutput(Tensor Logits, Tensor HiddenStates);
