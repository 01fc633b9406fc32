using TorchSharp;
using TorchSharp.Modules;
using Workbench.Tests.Rlhf;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class FlatParametersTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ParametersBecomeViewsOfOneVectorAndKeepTheirNumbers()
    {
        var weight = new Parameter(arange(6, ScalarType.Float32).view(2, 3));
        var bias = new Parameter(arange(10, 12, ScalarType.Float32));
        using var flat = new FlatParameters(new ParameterGroup([("bias", bias), ("weight", weight)]));
        Assert.Equal([0.0, 1, 2, 3, 4, 5, 10, 11], Check.Numbers(flat.Values));
        using (no_grad())
        {
            flat.Values.mul_(2);
        }

        Assert.Equal([0.0, 2, 4, 6, 8, 10], Check.Numbers(weight));
        Assert.Equal([20.0, 22], Check.Numbers(bias));
        Assert.Equal([("weight", 0L), ("bias", 6L)], flat.Slices.Select(slice => (slice.Name, slice.Offset)));
    }

    [Fact]
    public void BackwardAddsToTheGradientVector()
    {
        var weight = new Parameter(ones([2, 2]));
        var bias = new Parameter(ones([2]));
        using var flat = new FlatParameters(new ParameterGroup([("weight", weight), ("bias", bias)]));
        for (var pass = 0; pass < 2; pass++)
        {
            (weight.sum() * 3 + bias.sum() * 5).backward();
        }

        Assert.Equal([6.0, 6, 6, 6, 10, 10], Check.Numbers(flat.Gradients));
        flat.ZeroGradients();
        Assert.Equal(0, Check.Numbers(weight.grad!).Sum());
    }

    [Fact]
    public void ATiedParameterCountsOnceAndAFrozenOneNotAtAll()
    {
        var tied = new Parameter(ones([2, 2]));
        var frozen = new Parameter(ones([3]), requires_grad: false);
        using var flat = new FlatParameters(new ParameterGroup([("a", tied), ("b", tied), ("c", frozen)]));
        Assert.Equal(4, flat.Count);
    }

    [Fact]
    public void StretchesSeparateWhatIsTrainedDifferently()
    {
        var first = new ParameterGroup([("w", new Parameter(ones([2, 2]))), ("b", new Parameter(ones([2]))), ("v", new Parameter(ones([1, 2])))]);
        var second = new ParameterGroup([("head", new Parameter(ones([1, 3])))], 30);
        using var flat = new FlatParameters(first, second);
        Assert.Equal(
            [new ParameterStretch(0, 6, 1, true), new ParameterStretch(6, 2, 1, false), new ParameterStretch(8, 3, 30, true)], flat.Stretches);
    }

    [Fact]
    public void NothingToTrainIsSaid()
    {
        var frozen = new Parameter(ones([3]), requires_grad: false);
        Assert.Contains("nothing to train", Assert.Throws<WorkbenchException>(
            () => new FlatParameters(new ParameterGroup([("c", frozen)]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MixedTypesAreNamed()
    {
        var group = new ParameterGroup([("a", new Parameter(ones([2, 2]))), ("b", new Parameter(ones([2], ScalarType.Float64)))]);
        Assert.Contains("Parameter b", Assert.Throws<WorkbenchException>(() => new FlatParameters(group)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AfterwardsTheModelGoesOnWithoutGradients()
    {
        var weight = new Parameter(ones([2, 2]));
        new FlatParameters(new ParameterGroup([("w", weight)])).Dispose();
        Assert.Null(weight.grad);
        Assert.Equal(4, Check.Number(weight.sum()));
    }
}
