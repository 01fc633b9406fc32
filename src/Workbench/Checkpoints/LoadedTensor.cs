using static TorchSharp.torch;

namespace Workbench.Checkpoints;

/// <summary>A tensor as it came out of a checkpoint.</summary>
/// <param name="Tensor">The tensor; the caller owns it.</param>
/// <param name="IsFinite">Whether all stored values are finite; of whole numbers they always are.</param>
public readonly record struct LoadedTensor(Tensor Tensor, bool IsFinite);
