namespace Workbench.Charts.Tests;

public sealed class GoldAgainstLearnedTests
{
    [Fact]
    public void Each_response_is_a_mark_at_its_two_scores()
    {
        var figure = new FigureJson(Figures.GoldAgainstLearned(new ScorePairs("PPO", [1, 2], [0.5, -0.5])));
        var cloud = Assert.Single(figure.Traces);

        Assert.Equal("markers", cloud.GetProperty("mode").GetString());
        Assert.Equal([1, 2], FigureJson.Numbers(cloud, "x"));
        Assert.Equal([0.5, -0.5], FigureJson.Numbers(cloud, "y"));
        Assert.Equal("Learned reward", figure.Title("xaxis"));
        Assert.Equal("Gold score", figure.Title("yaxis"));
    }

    [Fact]
    public void Scores_must_come_in_pairs()
    {
        Assert.Contains("2 learned, 1 gold", Assert.Throws<WorkbenchException>(() => Figures.GoldAgainstLearned(new ScorePairs("PPO", [1, 2], [1]))).Message);
        Assert.Throws<WorkbenchException>(() => Figures.GoldAgainstLearned());
    }
}
