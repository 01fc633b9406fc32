using Workbench.Rlhf;

namespace Workbench.Tests.Rlhf;

public sealed class BestOfNTests
{
    [Fact]
    public void TheHighestScoreOfEachGroupIsChosen() => Assert.Equal([1, 3], BestOfN.Select([0.1, 0.9, 0.5, 3, 2, 3], 3));

    [Fact]
    public void OneSampleCostsNoDivergence()
    {
        Assert.Equal(0, BestOfN.KlBound(1));
        Assert.Equal(Math.Log(4) - 0.75, BestOfN.KlBound(4), 12);
    }

    [Fact]
    public void TheExpectedMaximumIsTheMeanOverAllSubsets()
    {
        double[] scores = [3, 1, 4, 1, 5];
        var subsets = from i in Enumerable.Range(0, 5) from j in Enumerable.Range(i + 1, 4 - i) select Math.Max(scores[i], scores[j]);
        Assert.Equal(subsets.Average(), BestOfN.ExpectedMaximum(scores, 2), 12);
        Assert.Equal(scores.Average(), BestOfN.ExpectedMaximum(scores, 1), 12);
        Assert.Equal(5, BestOfN.ExpectedMaximum(scores, 5), 12);
    }

    [Fact]
    public void GroupsMustDivide()
    {
        Assert.Throws<ArgumentException>(() => BestOfN.Select([1, 2, 3], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BestOfN.ExpectedMaximum([1, 2], 3));
    }
}
