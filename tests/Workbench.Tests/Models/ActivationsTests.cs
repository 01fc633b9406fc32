using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

public sealed class ActivationsTests
{
    [Fact]
    public void GeluHasTheSameBitsWithAGradientAndWithout()
    {
        using var x = linspace(-12, 12, 1001).requires_grad_(true);
        using var learned = Activations.GeluTanh(x);
        using var off = no_grad();
        using var plain = Activations.GeluTanh(x);
        Assert.Equal(plain.data<float>().ToArray(), learned.detach().data<float>().ToArray());
    }

    [Fact]
    public void GeluAndItsGradientAreThoseOfTheFormula()
    {
        using var x = linspace(-8, 8, 641, ScalarType.Float64).requires_grad_(true);
        using var gelu = Activations.GeluTanh(x);
        gelu.sum().backward();
        var (values, gradients) = (gelu.detach().data<double>().ToArray(), x.grad!.data<double>().ToArray());
        for (var i = 0; i < values.Length; i++)
        {
            var at = -8 + i / 40.0;
            var (inner, slope) = (Math.Sqrt(2 / Math.PI) * (at + 0.044715 * at * at * at), Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * at * at));
            var tanh = Math.Tanh(inner);
            Assert.Equal(0.5 * at * (1 + tanh), values[i], 1e-12);
            Assert.Equal(0.5 * (1 + tanh) + 0.5 * at * (1 - tanh * tanh) * slope, gradients[i], 1e-12);
        }
    }
}
