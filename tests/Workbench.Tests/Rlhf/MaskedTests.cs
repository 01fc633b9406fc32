using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class MaskedTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(1);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void MeanAndVarianceAreThoseOfTheTrueValuesAlone()
    {
        var values = tensor(new[] { 1.0, 2, 3, 100, 4, double.NaN }, [2, 3]);
        var mask = tensor(new[] { true, true, true, false, true, false }, [2, 3]);
        Assert.Equal(2.5, Check.Number(Masked.Mean(values, mask)), 12);
        Assert.Equal(5.0 / 3, Check.Number(Masked.Variance(values, mask)), 12);
        Assert.Equal(1.25, Check.Number(Masked.Variance(values, mask, unbiased: false)), 12);
        Check.Equal(tensor(new[] { 2.0, 4 }), Masked.RowMean(values, mask));
        Check.Equal(tensor(new[] { 6.0, 4 }), Masked.RowSum(values, mask));
    }

    [Fact]
    public void SeveralMomentsAtOnceAreThoseOfEach()
    {
        var mask = draw.Mask(5, 7);
        var hidden = draw.Normal(5, 7).masked_fill(mask.eq(false), double.NaN);
        Tensor[] values = [draw.Normal(5, 7) * 3 + 2, hidden, draw.Normal(5, 7).requires_grad_()];
        var (means, variances) = Masked.Moments(mask, values);
        Check.Equal(stack([.. values.Select(one => Masked.Mean(one, mask))]), means);
        Check.Equal(stack([.. values.Select(one => Masked.Variance(one, mask))]), variances);
        Check.Equal(means, Masked.Means(mask, values));
        Assert.False(means.requires_grad || variances.requires_grad);
    }

    [Fact]
    public void WhiteningGivesMeanZeroAndVarianceOneAndZerosOutside()
    {
        var values = draw.Normal(5, 7) * 3 + 2;
        var mask = draw.Mask(5, 7);
        var whitened = Masked.Whiten(values, mask);
        Assert.Equal(0, Check.Number(Masked.Mean(whitened, mask)), 9);
        Assert.Equal(1, Check.Number(Masked.Variance(whitened, mask)), 6);
        Check.Equal(zeros([5, 7], ScalarType.Float64), whitened.masked_fill(mask, 0));
    }

    [Fact]
    public void WhiteningWithoutShiftKeepsTheMean()
    {
        var values = draw.Normal(5, 7) * 3 + 2;
        var mask = draw.Mask(5, 7);
        var whitened = Masked.Whiten(values, mask, shiftMean: false);
        Assert.Equal(Check.Number(Masked.Mean(values, mask)), Check.Number(Masked.Mean(whitened, mask)), 9);
        Assert.Equal(1, Check.Number(Masked.Variance(whitened, mask)), 6);
    }

    [Fact]
    public void ThePublishedGoldenVectorIsReproducedWithBothVariances()
    {
        var values = arange(9, ScalarType.Float64).view(3, 3) * 0.1 + 1.2;
        var mask = ones([3, 3], ScalarType.Bool);
        Check.Equal(tensor(new[] { 0.1394, 0.5046, 0.8697 }), Masked.Whiten(values, mask, shiftMean: false)[0], 1e-4);
        Check.Equal(tensor(new[] { 0.0508, 0.4381, 0.8254 }), Masked.Whiten(values, mask, shiftMean: false, unbiased: false)[0], 1e-4);
    }

    [Fact]
    public void NoTrueValueGivesNaN()
    {
        var values = draw.Normal(2, 3);
        var none = zeros([2, 3], ScalarType.Bool);
        Assert.True(double.IsNaN(Check.Number(Masked.Mean(values, none))));
        Assert.True(double.IsNaN(Check.Number(Masked.Variance(values, none))));
    }

    [Fact]
    public void NaNOutsideTheMaskReachesNeitherResultNorGradient()
    {
        var values = tensor(new[] { 1.0, double.NaN, 3, 4 }, [2, 2]).requires_grad_();
        var mask = tensor(new[] { true, false, true, true }, [2, 2]);
        Masked.Whiten(values, mask).square().sum().backward();
        Assert.All(Check.Numbers(values.grad!.masked_fill(mask.logical_not(), 0)), gradient => Assert.True(double.IsFinite(gradient)));
    }

    [Fact]
    public void GradientsAreRight()
    {
        var mask = draw.Mask(3, 4);
        var weights = draw.Normal(3, 4);
        Check.Gradient(x => Masked.Mean(x * weights, mask), draw.Normal(3, 4));
        Check.Gradient(x => Masked.Variance(x, mask), draw.Normal(3, 4));
        Check.Gradient(x => (Masked.Whiten(x, mask) * weights).sum(), draw.Normal(3, 4));
    }

    [Fact]
    public void AMaskOfAnotherShapeOrTypeIsRefused()
    {
        var values = draw.Normal(2, 3);
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => Masked.Mean(values, ones([3, 2], ScalarType.Bool))).Message, StringComparison.Ordinal);
        Assert.Contains("boolean", Assert.Throws<ArgumentException>(() => Masked.Mean(values, ones([2, 3]))).Message, StringComparison.Ordinal);
    }
}
