namespace Workbench.Charts.Tests;

public sealed class OverOptimisationTests
{
    [Fact]
    public void Points_are_ordered_by_KL_and_the_best_gold_score_is_marked()
    {
        var figure = Figures.OverOptimisation([5, 0, 100], [1.2, 0, 2.2], [0.7, 0.3, -0.4]);
        var json = new FigureJson(figure);

        Assert.Equal(["learned reward", "learned reward", "gold score", "gold score", "best"], json.Names);
        Assert.Equal([0, 5, 100], FigureJson.Numbers(json.Traces[1], "x"));
        Assert.Equal([0, 1.2, 2.2], FigureJson.Numbers(json.Traces[1], "y"));
        Assert.Equal([0.3, 0.7, -0.4], FigureJson.Numbers(json.Traces[3], "y"));
        Assert.Equal([5], FigureJson.Numbers(json.Traces[4], "x"));
        Assert.Equal("Gold is best at 5 nats (0.70) and ends at -0.40, 100 nats from the reference.", figure.Description);
    }

    [Fact]
    public void A_single_lucky_point_among_many_does_not_count_as_best()
    {
        var kl = Enumerable.Range(0, 100).Select(i => (double)i).ToArray();
        var gold = kl.Select(nats => nats == 90 ? 2 : 1 - Math.Abs(nats - 20) / 50).ToArray();
        var json = new FigureJson(Figures.OverOptimisation(kl, kl, gold));

        Assert.InRange(FigureJson.Numbers(json.Named("best"), "x")[0], 15, 25);
        Assert.Contains(2, FigureJson.Numbers(json.Traces[2], "y"));
    }

    [Fact]
    public void Gold_that_rises_to_the_end_is_said_to() =>
        Assert.Equal("Gold rises to the end: 0.50 at 3 nats.", Figures.OverOptimisation([0, 3], [0, 1], [0.2, 0.5]).Description);

    [Fact]
    public void Lengths_must_agree_and_a_point_must_be_whole()
    {
        Assert.Contains("2 KL, 1 learned, 2 gold", Assert.Throws<WorkbenchException>(() => Figures.OverOptimisation([1, 2], [1], [1, 2])).Message);
        Assert.Contains("no point", Assert.Throws<WorkbenchException>(() => Figures.OverOptimisation([1], [1], [double.NaN])).Message);
    }
}
