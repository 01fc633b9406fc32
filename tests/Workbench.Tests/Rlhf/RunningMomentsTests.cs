using Workbench.Rlhf;

namespace Workbench.Tests.Rlhf;

public sealed class RunningMomentsTests
{
    [Fact]
    public void BatchesGiveTheMomentsOfAllScores()
    {
        double[] all = [1, 5, 2, 8, -3, 0.5, 7];
        var moments = new RunningMoments().Add(all[..3]).Add(all[3..4]).Add(all[4..]);
        var mean = all.Average();
        Assert.Equal(mean, moments.Mean, 12);
        Assert.Equal(Math.Sqrt(all.Sum(x => (x - mean) * (x - mean)) / 6), moments.StandardDeviation, 12);
        Assert.Equal(7, moments.Count);
    }

    [Fact]
    public void BeforeTwoScoresTheDeviationIsOne()
    {
        Assert.Equal(1, new RunningMoments().StandardDeviation);
        Assert.Equal(1, new RunningMoments().Add([3.0]).StandardDeviation);
    }

    [Fact]
    public void ScoresThatAreNotFiniteAreRefused() => Assert.Throws<ArgumentException>(() => new RunningMoments().Add([1, double.NaN]));
}
