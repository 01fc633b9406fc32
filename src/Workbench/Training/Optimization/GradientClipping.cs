using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Scaling of a gradient that is too long (Pascanu et al. 2013).</summary>
public static class GradientClipping
{
    /// <summary>g = g min(1, maxNorm / (|g| + 1e-6)), in place, as PyTorch's `clip_grad_norm_`; nothing is read back.</summary>
    /// <param name="gradients">Any shape; changed in place.</param>
    /// <param name="maxNorm">Above 0; null only measures.</param>
    /// <returns>The Euclidean norm before scaling, a scalar tensor.</returns>
    public static Tensor Clip(Tensor gradients, double? maxNorm)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var norm = gradients.norm();
        if (maxNorm is { } limit)
        {
            gradients.mul_((limit / (norm + 1e-6)).clamp_max(1.0));
        }

        return scope.MoveToOuter(norm);
    }
}
