using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class RewardShapingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(4);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void TheScoreGoesToTheLastTokenAndThePenaltyToAll()
    {
        var kl = tensor(new[] { 1.0, 2, 3, 4, 5, 6 }, [2, 3]);
        var mask = tensor(new[] { true, true, false, true, true, true }, [2, 3]);
        var rewards = RewardShaping.PerToken(tensor(new[] { 10.0, 20 }), kl, mask, 0.5);
        Check.Equal(tensor(new[] { -0.5, 9, 0, -2, -2.5, 17 }, [2, 3]), rewards);
    }

    [Fact]
    public void TheScoreCanGoBehindTheLastToken()
    {
        var kl = zeros([2, 3], ScalarType.Float64);
        var mask = tensor(new[] { true, true, false, true, true, true }, [2, 3]);
        var rewards = RewardShaping.PerToken(tensor(new[] { 10.0, 20 }), kl, mask, 0.5, ScorePlacement.AfterLastToken);
        Check.Equal(tensor(new[] { 0.0, 0, 10, 0, 0, 20 }, [2, 3]), rewards);
    }

    [Fact]
    public void RewardsOfAResponseSumToItsScoreMinusBetaTimesItsKl()
    {
        var (kl, mask, scores) = (draw.Normal(6, 9), draw.Mask(6, 9), draw.Normal(6));
        var rewards = RewardShaping.PerToken(scores, kl, mask, 0.3);
        Check.Equal(scores - 0.3 * Masked.RowSum(kl, mask), rewards.sum(-1));
    }

    [Fact]
    public void ARowWithoutTokensStaysZero()
    {
        var mask = tensor(new[] { false, false, true, false }, [2, 2]);
        var rewards = RewardShaping.PerToken(tensor(new[] { 5.0, 7 }), zeros([2, 2], ScalarType.Float64), mask, 0.1);
        Check.Equal(tensor(new[] { 0.0, 0, 7, 0 }, [2, 2]), rewards);
    }

    [Fact]
    public void ResponsesWithoutEndAreFinedOrReplaced()
    {
        var scores = tensor(new[] { 1.0, 2 });
        var ended = tensor(new[] { true, false });
        Check.Equal(tensor(new[] { 1.0, 1.5 }), RewardShaping.PenaliseUnended(scores, ended, 0.5));
        Check.Equal(tensor(new[] { 1.0, -1 }), RewardShaping.ReplaceUnended(scores, ended));
    }

    [Fact]
    public void ScoresAreCut()
    {
        Check.Equal(tensor(new[] { -2.0, 1, 2 }), RewardShaping.Clip(tensor(new[] { -3.0, 1, 9 }), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => RewardShaping.Clip(tensor(new[] { 1.0 }), 0));
    }

    [Fact]
    public void EveryTokenCanHaveAScoreOfItsOwn()
    {
        var mask = tensor(new[] { true, false }, [1, 2]);
        Check.Equal(
            tensor(new[] { 2.0, 0 }, [1, 2]),
            RewardShaping.Dense(tensor(new[] { 3.0, double.NaN }, [1, 2]), tensor(new[] { 2.0, 5 }, [1, 2]), mask, 0.5));
        Assert.Throws<ArgumentException>(() => RewardShaping.Dense(zeros([2, 2]), zeros([1, 2]), mask, 0.5));
    }

    [Fact]
    public void ScoresAreScaledByRunningStatistics()
    {
        var moments = new RunningMoments().Add([1, 3, 5]);
        Check.Equal(tensor(new[] { -1.0, 0, 1 }), RewardShaping.Scale(tensor(new[] { 1.0, 3, 5 }), moments, shift: true), 1e-6);
        Check.Equal(tensor(new[] { 0.5, 1.5, 2.5 }), RewardShaping.Scale(tensor(new[] { 1.0, 3, 5 }), moments, shift: false), 1e-6);
    }

    [Fact]
    public void ScoresThatDoNotFitAreRefused()
    {
        var kl = zeros([2, 3], ScalarType.Float64);
        Assert.Throws<ArgumentException>(() => RewardShaping.PerToken(zeros([3], ScalarType.Float64), kl, ones([2, 3], ScalarType.Bool), 0.1));
    }
}
