using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>Comparisons of tensors that say where they differ most.</summary>
internal static class Near
{
    /// <summary>The largest difference is at most the tolerance, where the mask (if any) is true.</summary>
    public static void Equal(Tensor expected, Tensor actual, double tolerance, string what, Tensor? mask = null)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected.to(ScalarType.Float64) - actual.detach().to(ScalarType.Float64)).abs();
        if (mask is not null)
        {
            while (mask.dim() < difference.dim())
            {
                mask = mask.unsqueeze(-1);
            }

            difference = difference.masked_fill(mask.logical_not(), 0);
        }

        var worst = difference.max().item<double>();
        Assert.True(worst <= tolerance, $"{what}: differs by {worst:E2}, allowed {tolerance:E2}");
    }

    /// <summary>The same for single numbers.</summary>
    public static void Equal(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: expected {expected:R}, found {actual:R}, allowed {tolerance:E2}");
}
