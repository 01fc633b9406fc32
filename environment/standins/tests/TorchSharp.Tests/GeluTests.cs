using TorchSharp.Modules;

namespace TorchSharp.Tests;

/// <summary>The shim's kernel for GELU by its tanh approximation.</summary>
public sealed class GeluTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 2e-6)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void ValuesAndGradientsAreThoseOfTheFormula(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        var x = linspace(-12, 12, 1931, type).requires_grad_();
        var gelu = x.gelu(GELU.Approximate.tanh);
        (gelu * 2).sum().backward();
        var (values, slopes) = (gelu.detach().to(ScalarType.Float64).data<double>().ToArray(), x.grad!.to(ScalarType.Float64).data<double>().ToArray());
        var at = x.detach().to(ScalarType.Float64).data<double>().ToArray();
        for (var i = 0; i < at.Length; i++)
        {
            var tanh = Math.Tanh(Math.Sqrt(2 / Math.PI) * (at[i] + 0.044715 * at[i] * at[i] * at[i]));
            var inner = Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * at[i] * at[i]);
            Assert.Equal(0.5 * at[i] * (1 + tanh), values[i], tolerance);
            Assert.Equal(1 + tanh + at[i] * (1 - tanh * tanh) * inner, slopes[i], 2 * tolerance);
        }
    }

    [Fact]
    public void ValuesHaveTheSameBitsWithAGradientAndWithoutAndWhereverTheyLie()
    {
        using var scope = NewDisposeScope();
        var x = linspace(-9, 9, 1003).requires_grad_();
        var learned = x.gelu(GELU.Approximate.tanh).detach();
        using var off = no_grad();

        Assert.Equal(learned.data<float>().ToArray(), x.gelu(GELU.Approximate.tanh).data<float>().ToArray());
        Assert.Equal(learned.narrow(0, 3, 997).data<float>().ToArray(), x.narrow(0, 3, 997).clone().gelu(GELU.Approximate.tanh).data<float>().ToArray());
    }
}
