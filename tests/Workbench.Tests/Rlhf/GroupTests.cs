using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class GroupTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(11);

    public static TheoryData<GrpoVariant> Variants => new(Enum.GetValues<GrpoVariant>());

    public void Dispose() => scope.Dispose();

    [Fact]
    public void LeaveOneOutIsTheRewardMinusTheMeanOfTheOthers()
    {
        var advantages = Rloo.Advantages(tensor(new[] { 1.0, 2, 6, 0, 0, 3 }), 3);
        Check.Equal(tensor(new[] { -3.0, -1.5, 4.5, -1.5, -1.5, 3 }), advantages);
    }

    [Fact]
    public void GroupAdvantagesHaveMeanZeroAndUnitDeviation()
    {
        var advantages = Grpo.Advantages(draw.Normal(12) * 5, 4, epsilon: 0).view(3, 4);
        Check.Equal(zeros([3], ScalarType.Float64), advantages.mean([1L]), 1e-10);
        Check.Equal(ones([3], ScalarType.Float64), advantages.std(1), 1e-10);
    }

    [Fact]
    public void AGroupOfEqualRewardsTeachesNothing() =>
        Check.Equal(zeros([4], ScalarType.Float64), Grpo.Advantages(ones([4], ScalarType.Float64), 4));

    [Fact]
    public void AResponseThatCouldNotBeScoredCountsNowhere()
    {
        var advantages = Rloo.Advantages(tensor(new[] { double.NaN, 1.0, 3.0 }), 3);
        Check.Equal(tensor(new[] { 0.0, -2, 2 }), advantages);
    }

    [Theory]
    [InlineData(GroupScale.Group)]
    [InlineData(GroupScale.Batch)]
    [InlineData(GroupScale.None)]
    public void ALoneScoreTeachesNothing(GroupScale scale) =>
        Check.Equal(zeros([2], ScalarType.Float64), Grpo.Advantages(tensor(new[] { double.NaN, 1.0 }), 2, scale));

    [Theory]
    [MemberData(nameof(Variants))]
    public void GradientsAreRight(GrpoVariant variant)
    {
        var (old, reference, advantages, mask) = (draw.Normal(4, 5), draw.Normal(4, 5), draw.Normal(4), draw.Mask(4, 5));
        var options = new GrpoLossOptions { Variant = variant, KlCoefficient = 0.1 };

        // CISPO's factor is held constant, so its loss is not a function whose differences could be taken; with rho above the bound it is constant.
        if (variant == GrpoVariant.Cispo)
        {
            old = old - 20;
        }

        Check.Gradient(x => Grpo.Loss(x, old, reference, advantages, mask, options), draw.Normal(4, 5));
        Check.Gradient(x => Rloo.Loss(x * 0.1, draw.Normal(4) * 0, advantages, mask), draw.Normal(4, 5));
    }

    [Fact]
    public void WithoutOldLogProbabilitiesTheRatioIsOne()
    {
        var (logProbs, advantages, mask) = (draw.Normal(4, 5), draw.Normal(4), ones([4, 5], ScalarType.Bool));
        Check.Equal(-advantages.mean(), Grpo.Loss(logProbs, null, null, advantages, mask, new GrpoLossOptions()));
    }

    [Fact]
    public void RewardsThatDoNotDivideIntoGroupsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => Grpo.Advantages(draw.Normal(5), 2));
        Assert.Throws<ArgumentException>(() => Rloo.Advantages(draw.Normal(4), 1));
        Assert.Throws<ArgumentException>(() => Grpo.Loss(
            draw.Normal(2, 2), null, null, draw.Normal(2), ones([2, 2], ScalarType.Bool), new GrpoLossOptions { KlCoefficient = 1 }));
    }
}
