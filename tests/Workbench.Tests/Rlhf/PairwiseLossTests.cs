using TorchSharp;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

public sealed class PairwiseLossTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Draw draw = new(9);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void EqualRewardsCostLogTwo() =>
        Assert.Equal(Math.Log(2), Check.Number(PairwiseLoss.BradleyTerry(zeros([4], ScalarType.Float64), zeros([4], ScalarType.Float64))), 12);

    [Fact]
    public void AMarginDemandsMore()
    {
        var (chosen, rejected) = (draw.Normal(4), draw.Normal(4));
        Check.Equal(
            PairwiseLoss.BradleyTerry(chosen - 1, rejected), PairwiseLoss.BradleyTerry(chosen, rejected, ones([4], ScalarType.Float64)));
    }

    [Fact]
    public void AllPairsOfTwoResponsesIsThePairLoss()
    {
        var (chosen, rejected) = (draw.Normal(4), draw.Normal(4));
        var rewards = stack([chosen, rejected], 1);
        var ratings = tensor(new[] { 5.0, 1 }).expand(4, 2);
        Check.Equal(PairwiseLoss.BradleyTerry(chosen, rejected), PairwiseLoss.AllPairs(rewards, ratings));
    }

    [Fact]
    public void AllPairsAveragesOverThePairsOfAPromptAndLeavesTiesOut()
    {
        var rewards = tensor(new[] { 1.0, 0, -1, 2, 7, 9 }, [2, 3]);
        var ratings = tensor(new[] { 3.0, 2, 2, 1, 0, 0 }, [2, 3]);
        var mask = tensor(new[] { true, true, true, true, true, false }, [2, 3]);
        var first = (LogOnePlusExp(-1) + LogOnePlusExp(-2)) / 2;
        var second = LogOnePlusExp(5);
        Assert.Equal((first + second) / 2, Check.Number(PairwiseLoss.AllPairs(rewards, ratings, mask)), 10);
    }

    [Fact]
    public void APromptWithTiesOnlyDoesNotCount()
    {
        var rewards = tensor(new[] { 1.0, 0, 3, 4 }, [2, 2]);
        var ratings = tensor(new[] { 1.0, 0, 2, 2 }, [2, 2]);
        Assert.Equal(LogOnePlusExp(-1), Check.Number(PairwiseLoss.AllPairs(rewards, ratings)), 10);
    }

    [Fact]
    public void AccuracyCountsTiesHalf() =>
        Assert.Equal(0.5, Check.Number(PairwiseLoss.Accuracy(tensor(new[] { 1.0, 2, 0 }), tensor(new[] { 0.0, 2, 1 }))), 12);

    [Fact]
    public void GradientsAreRight()
    {
        var (other, margin, ratings) = (draw.Normal(4), draw.Uniform(0, 1, 4), draw.Normal(2, 4));
        Check.Gradient(x => PairwiseLoss.BradleyTerry(x, other, margin, 0.1), draw.Normal(4));
        Check.Gradient(x => PairwiseLoss.AllPairs(x, ratings), draw.Normal(2, 4));
        Check.Gradient(x => RatingLoss.SquaredError(x, other), draw.Normal(4));
        Check.Gradient(x => RatingLoss.CrossEntropy(x, margin), draw.Normal(4));
    }

    [Fact]
    public void ACertainRewardOfTheRightSignHasNoCrossEntropyAndAnUndecidedOneThatOfACoin()
    {
        var labels = tensor(new[] { 1.0, 0 });
        Assert.Equal(0, Check.Number(RatingLoss.CrossEntropy(tensor(new[] { 40.0, -40 }), labels)), 12);
        Assert.Equal(Math.Log(2), Check.Number(RatingLoss.CrossEntropy(zeros_like(labels), labels)), 12);
        var mask = tensor(new[] { true, false });
        Assert.Equal(Math.Log(2), Check.Number(RatingLoss.CrossEntropy(tensor(new[] { 0, double.NaN }), labels, mask)), 12);
    }

    private static double LogOnePlusExp(double x) => Math.Log(1 + Math.Exp(x));
}
