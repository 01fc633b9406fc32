using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>log sigmoid(x) = -softplus(-x), in the operator that also exists on the meta device of older libtorch versions.</summary>
internal static class LogSigmoid
{
    // Beyond 40 softplus(x) and x are the same number in double precision; the operator's own threshold of 20 would cost digits.
    public static Tensor Of(Tensor x)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(-nn.functional.softplus(-x, 1, 40));
    }
}
