using TorchSharp;
using Workbench.Tests.Rlhf;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class GradientClippingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ALongGradientIsScaledToTheLimit()
    {
        var gradient = tensor(new[] { 3.0, 4.0 });
        Assert.Equal(5, Check.Number(GradientClipping.Clip(gradient, 1)), 12);
        Assert.Equal(1, Check.Number(gradient.norm()), 6);
    }

    [Fact]
    public void AShortGradientStays()
    {
        var gradient = tensor(new[] { 0.3, 0.4 });
        GradientClipping.Clip(gradient, 1);
        Assert.Equal([0.3, 0.4], Check.Numbers(gradient));
    }

    [Fact]
    public void WithoutALimitTheNormIsOnlyMeasured()
    {
        var gradient = tensor(new[] { 3.0, 4.0 });
        Assert.Equal(5, Check.Number(GradientClipping.Clip(gradient, null)), 12);
        Assert.Equal([3.0, 4], Check.Numbers(gradient));
    }
}
