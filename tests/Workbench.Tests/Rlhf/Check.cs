using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

/// <summary>Comparisons of tensors and of gradients with finite differences.</summary>
internal static class Check
{
    public static double[] Numbers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    public static double Number(Tensor tensor) => Assert.Single(Numbers(tensor));

    public static void Equal(Tensor expected, Tensor actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.shape, actual.shape);
        foreach (var (e, a) in Numbers(expected).Zip(Numbers(actual)))
        {
            Assert.True(Math.Abs(e - a) <= tolerance * Math.Max(1, Math.Abs(e)), $"{a:r} instead of {e:r}");
        }
    }

    /// <summary>Requires that autograd's gradient of a scalar function equals central differences, in float64.</summary>
    public static void Gradient(Func<Tensor, Tensor> function, Tensor at, double tolerance = 1e-6)
    {
        using var scope = NewDisposeScope();
        const double step = 1e-6;
        var input = at.clone().requires_grad_();
        function(input).backward();
        var gradient = Numbers(input.grad!);
        var values = Numbers(at);
        for (var i = 0; i < values.Length; i++)
        {
            double At(double shift)
            {
                using var inner = NewDisposeScope();
                var moved = (double[])values.Clone();
                moved[i] += shift;
                return Number(function(tensor(moved, at.shape)));
            }

            var difference = (At(step) - At(-step)) / (2 * step);
            Assert.True(
                Math.Abs(difference - gradient[i]) <= tolerance * Math.Max(1, Math.Abs(difference)),
                $"gradient {gradient[i]:r} at {i}, finite difference {difference:r}");
        }
    }
}
