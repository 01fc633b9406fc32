using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>Whether numbers are neither NaN nor infinite, in operators that also exist on the meta device of older libtorch versions.</summary>
internal static class Finite
{
    public static Tensor Is(Tensor x)
    {
        using var difference = x - x;
        return difference.eq(0);
    }
}
