namespace TorchSharp.Tests;

/// <summary>Gradients beyond those of single operators, which OperatorTests has.</summary>
public sealed class AutogradTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void GradientsAddUpUntilTheyAreTakenAway()
    {
        var w = ones(2, requires_grad: true);
        (w * 3).sum().backward();
        (w * 3).sum().backward();
        Assert.Equal([6f, 6], w.grad!.data<float>().ToArray());
        w.grad = null;
        Assert.Null(w.grad);
        w.grad = zeros(2);
        (w * 3).sum().backward();
        Assert.Equal([3f, 3], w.grad!.data<float>().ToArray());
    }

    [Fact]
    public void ModesDecideWhetherAGraphIsKept()
    {
        var w = ones(2, requires_grad: true);
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False((w * 2).requires_grad);
            using (enable_grad()) Assert.True((w * 2).requires_grad);
            Assert.False(is_grad_enabled());
            w.add_(1);
        }
        using (set_grad_enabled(false)) Assert.False((w * 2).requires_grad);
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((w * 2).requires_grad);
        }
        Assert.False(is_inference_mode_enabled());
        Assert.True((w * 2).requires_grad);
        Assert.Equal([2f, 2], w.data<float>().ToArray());
    }

    [Fact]
    public void GradModesAreThoseOfTheirThread()
    {
        using var off = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
        Assert.False(is_grad_enabled());
    }

    [Fact]
    public void ADetachedTensorHasTheNumbersAndNoGraph()
    {
        var w = ones(2, requires_grad: true);
        var loss = (w * w.detach() + w).sum();
        loss.backward();
        Assert.Equal([2f, 2], w.grad!.data<float>().ToArray());
        Assert.True(w.is_leaf);
        Assert.False(loss.is_leaf);
    }

    [Fact]
    public void GradientsAreReturnedWithoutBeingStored()
    {
        var (x, y) = (ones(2, requires_grad: true), full(2, 3.0, requires_grad: true));
        var found = autograd.grad([(x * y * y).sum()], [x, y]);
        Assert.Equal([9f, 9], found[0].data<float>().ToArray());
        Assert.Equal([6f, 6], found[1].data<float>().ToArray());
        Assert.Null(x.grad);
    }

    [Fact]
    public void GradientsOfGradients()
    {
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Assert.Equal((12.0, 12.0), (first.item<double>(), second.item<double>()));
    }

    [Fact]
    public void AVectorsGradientsAreWeighted()
    {
        var x = ones(3, requires_grad: true);
        autograd.backward(x * 2, tensor(new[] { 1f, 0, -1 }));
        Assert.Equal([2f, 0, -2], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void AnInnerTensorKeepsItsGradientIfAsked()
    {
        var x = ones(2, requires_grad: true);
        var inner = x * 2;
        inner.retain_grad();
        (inner * inner).sum().backward();
        Assert.Equal([4f, 4], inner.grad!.data<float>().ToArray());
    }

    [Fact]
    public void AViewsGradientReachesTheWhole()
    {
        var x = zeros(2, 3, requires_grad: true);
        (x[.., 1].sum() + x.t()[2].sum() * 2).backward();
        Assert.Equal([0f, 1, 2, 0, 1, 2], x.grad!.flatten().data<float>().ToArray());
    }

    [Fact]
    public void AnomalyModeNamesANan()
    {
        using var mode = autograd.detect_anomaly();
        var x = zeros(1, requires_grad: true);
        var e = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => (x.sqrt() * 0).sum().backward());
        Assert.Contains("nan", e.Message);
    }
}
