namespace Workbench.Charts.Tests;

public sealed class OverOptimisationTests
{
    [Fact]
    public void Points_are_ordered_by_KL_and_the_best_gold_score_is_marked()
    {
        var figure = Figures.OverOptimisation([5, 0, 100], [1.2, 0, 2.2], [0.7, 0.3, -0.4]);
        var json = new FigureJson(figure);

        Assert.Equal(["learned reward", "gold score", "best gold score"], json.Names);
        Assert.Equal([0, 5, 100], FigureJson.Numbers(json.Traces[0], "x"));
        Assert.Equal([0, 1.2, 2.2], FigureJson.Numbers(json.Traces[0], "y"));
        Assert.Equal([0.3, 0.7, -0.4], FigureJson.Numbers(json.Traces[1], "y"));
        Assert.Equal([5], FigureJson.Numbers(json.Traces[2], "x"));
        Assert.Contains("5 nats (0.70)", figure.Description);
    }

    [Fact]
    public void Lengths_must_agree_and_gold_must_be_there()
    {
        Assert.Contains("2 KL, 1 learned, 2 gold", Assert.Throws<WorkbenchException>(() => Figures.OverOptimisation([1, 2], [1], [1, 2])).Message);
        Assert.Contains("no finite gold", Assert.Throws<WorkbenchException>(() => Figures.OverOptimisation([1], [1], [double.NaN])).Message);
    }
}
