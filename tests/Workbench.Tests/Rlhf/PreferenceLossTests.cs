using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class PreferenceLossTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(10);

    public static TheoryData<DpoVariant> Variants => new(Enum.GetValues<DpoVariant>());

    public void Dispose() => scope.Dispose();

    [Fact]
    public void APolicyEqualToItsReferenceCostsLogTwo()
    {
        var (chosen, rejected) = (draw.Normal(5), draw.Normal(5));
        var loss = Dpo.Loss(chosen, rejected, chosen, rejected);
        Check.Equal(full([5], Math.Log(2), ScalarType.Float64), loss.Losses);
        Check.Equal(zeros([5], ScalarType.Float64), loss.ChosenRewards);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void DpoGradientsAreRight(DpoVariant variant)
    {
        var (other, a, b) = (draw.Normal(5), draw.Normal(5), draw.Normal(5));
        Check.Gradient(x => Dpo.Loss(x, other, a, b, 0.3, variant, 0.1).Losses.mean(), draw.Normal(5));
        Check.Gradient(x => Dpo.Loss(other, x, a, b, 0.3, variant, 0.1, jensenShannon: true).Losses.mean(), draw.Normal(5));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void ImplicitRewardsCarryNoGradient(DpoVariant variant)
    {
        var chosen = draw.Normal(5).requires_grad_();
        var loss = Dpo.Loss(chosen, draw.Normal(5), draw.Normal(5), draw.Normal(5), variant: variant);
        Assert.True(loss.Losses.requires_grad);
        Assert.False(loss.ChosenRewards.requires_grad);
    }

    [Fact]
    public void KtoAndOrpoGradientsAreRight()
    {
        var (other, mismatched) = (draw.Normal(3), draw.Normal(4));
        Check.Gradient(x => Kto.Losses(x, other, mismatched, 0.5, 1.33, 0.8).mean(), draw.Normal(5));
        Check.Gradient(x => Kto.Losses(other, x, null, 0.5).mean(), draw.Normal(5));
        var rejected = draw.Uniform(-4, -0.1, 5);
        Check.Gradient(x => Orpo.Losses(x, rejected).mean(), draw.Uniform(-4, -0.1, 5));
    }

    [Fact]
    public void OrpoPrefersHigherOdds()
    {
        var loss = Orpo.Losses(tensor(new[] { -0.1, -3.0 }), tensor(new[] { -3.0, -0.1 }));
        Assert.True(Check.Numbers(loss)[0] < Math.Log(2) && Check.Numbers(loss)[1] > Math.Log(2));
    }

    [Fact]
    public void UnfittingArgumentsAreRefused()
    {
        var x = draw.Normal(5);
        Assert.Throws<ArgumentException>(() => Dpo.Loss(x, x, x, draw.Normal(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dpo.Loss(x, x, x, x, beta: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dpo.Loss(x, x, x, x, labelSmoothing: 0.6));
    }
}
