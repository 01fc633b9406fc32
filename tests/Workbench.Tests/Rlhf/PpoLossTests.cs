using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class PpoLossTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(8);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void BeforeTheFirstUpdateTheLossIsMinusTheMeanAdvantage()
    {
        var (logProbs, advantages, mask) = (draw.Normal(3, 4), draw.Normal(3, 4), draw.Mask(3, 4));
        var loss = PpoLoss.Policy(logProbs, logProbs, advantages, mask);
        Check.Equal(-Masked.Mean(advantages, mask), loss.Loss);
        Assert.Equal(1, Check.Number(loss.MeanRatio), 12);
        Assert.Equal(0, Check.Number(loss.ClipFraction), 12);
        Assert.Equal(0, Check.Number(loss.ApproxKl), 12);
    }

    [Fact]
    public void ATokenThatMovedFarInTheRightDirectionHasNoGradient()
    {
        var logProbs = tensor(new[] { 0.5, -0.5 }, [1, 2]).requires_grad_();
        var old = zeros([1, 2], ScalarType.Float64);
        var loss = PpoLoss.Policy(logProbs, old, tensor(new[] { 1.0, -1.0 }, [1, 2]), ones([1, 2], ScalarType.Bool));
        loss.Loss.backward();
        Check.Equal(zeros([1, 2], ScalarType.Float64), logProbs.grad!);
        Assert.Equal(1, Check.Number(loss.ClipFraction), 12);
    }

    [Fact]
    public void ATokenThatMovedFarInTheWrongDirectionKeepsItsGradient()
    {
        var logProbs = tensor(new[] { -0.5 }, [1, 1]).requires_grad_();
        var loss = PpoLoss.Policy(logProbs, zeros([1, 1], ScalarType.Float64), ones([1, 1], ScalarType.Float64), ones([1, 1], ScalarType.Bool));
        loss.Loss.backward();
        Assert.Equal(-Math.Exp(-0.5), Check.Number(logProbs.grad!), 12);
    }

    [Fact]
    public void AnOverflowingRatioAtAPadDoesNoHarm()
    {
        var logProbs = tensor(new[] { 0.1, 1e5 }, [1, 2]).requires_grad_();
        var mask = tensor(new[] { true, false }, [1, 2]);
        var loss = PpoLoss.Policy(logProbs, zeros([1, 2], ScalarType.Float64), tensor(new[] { 1.0, double.NaN }, [1, 2]), mask);
        loss.Loss.backward();
        Assert.All(Check.Numbers(logProbs.grad!), gradient => Assert.True(double.IsFinite(gradient)));
        Assert.True(double.IsFinite(Check.Number(loss.Loss)));
    }

    [Fact]
    public void TheDualClipBoundsTheLossOfABadTokenWithAHugeRatio()
    {
        var (old, mask) = (zeros([1, 3], ScalarType.Float64), ones([1, 3], ScalarType.Bool));
        var logProbs = tensor(new[] { Math.Log(10.0), Math.Log(2.0), Math.Log(10.0) }, [1, 3]).requires_grad_();
        var advantages = tensor(new[] { -1.0, -1.0, 1.0 }, [1, 3]);
        var loss = PpoLoss.Policy(logProbs, old, advantages, mask, dualClip: 3);
        Assert.Equal((3 + 2 - 1.2) / 3, Check.Number(loss.Loss), 12);
        loss.Loss.backward();
        Check.Equal(tensor(new[] { 0, 2.0 / 3, 0 }, [1, 3]), logProbs.grad!);
        Assert.Throws<ArgumentOutOfRangeException>(() => PpoLoss.Policy(logProbs, old, advantages, mask, dualClip: 1));
    }

    [Fact]
    public void ValuesBeyondTheClipRangeAreHeldByTheWorseOfBothErrors()
    {
        var values = tensor(new[] { 1.0 }, [1, 1]);
        var old = tensor(new[] { 0.0 }, [1, 1]);
        var loss = PpoLoss.Value(values, old, tensor(new[] { 1.0 }, [1, 1]), ones([1, 1], ScalarType.Bool));
        Assert.Equal(0.5 * 0.8 * 0.8, Check.Number(loss.Loss), 12);
        Assert.Equal(1, Check.Number(loss.ClipFraction), 12);
        Assert.Equal(0, Check.Number(loss.Error), 12);
    }

    [Fact]
    public void WithoutClipRangesTheLossesArePlain()
    {
        var (logProbs, old, advantages, mask) = (draw.Normal(2, 3), draw.Normal(2, 3), draw.Normal(2, 3), draw.Mask(2, 3));
        Check.Equal(-Masked.Mean((logProbs - old).exp() * advantages, mask), PpoLoss.Policy(logProbs, old, advantages, mask, null).Loss);
        Check.Equal(0.5 * Masked.Mean((logProbs - advantages).square(), mask), PpoLoss.Value(logProbs, old, advantages, mask, null).Loss);
    }

    [Fact]
    public void GradientsAreRight()
    {
        var (old, advantages, returns, mask) = (draw.Normal(3, 4), draw.Normal(3, 4), draw.Normal(3, 4), draw.Mask(3, 4));
        foreach (var clip in new double?[] { 0.2, 0.9, null })
        {
            Check.Gradient(x => PpoLoss.Policy(x, old, advantages, mask, clip).Loss, draw.Normal(3, 4));
            Check.Gradient(x => PpoLoss.Policy(x, old, advantages, mask, clip, dualClip: 1.5).Loss, draw.Normal(3, 4) * 2);
            Check.Gradient(x => PpoLoss.Value(x, old, returns, mask, clip).Loss, draw.Normal(3, 4));
        }
    }

    [Fact]
    public void UnfittingArgumentsAreRefused()
    {
        var x = draw.Normal(2, 3);
        var mask = ones([2, 3], ScalarType.Bool);
        Assert.Throws<ArgumentException>(() => PpoLoss.Policy(x, draw.Normal(3, 2), x, mask));
        Assert.Throws<ArgumentOutOfRangeException>(() => PpoLoss.Policy(x, x, x, mask, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PpoLoss.Value(x, x, x, mask, -1));
    }
}
