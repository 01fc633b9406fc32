namespace Workbench.Charts.Tests;

public sealed class RewardDistributionsTests
{
    private static readonly double[] s_before = Gallery.GalleryData.Normal(1, 0, 1, 200);
    private static readonly double[] s_after = Gallery.GalleryData.Normal(2, 1, 0.5, 200);

    [Fact]
    public void There_is_a_violin_and_a_histogram_for_each_model()
    {
        var figure = new FigureJson(Figures.RewardDistributions(s_before, s_after, "Toxicity (0 to 1)"));

        Assert.Equal(["histogram", "violin", "histogram", "violin"], figure.Traces.Select(trace => trace.GetProperty("type").GetString()));
        Assert.Equal(["before", "before", "after", "after"], figure.Names);
        Assert.Equal(s_after, FigureJson.Numbers(figure.Traces[2], "x"));
        Assert.Equal(s_after, FigureJson.Numbers(figure.Traces[3], "x"));
        Assert.Equal("Toxicity (0 to 1)", figure.Title("xaxis"));
        Assert.Equal("percent", figure.Traces[0].GetProperty("histnorm").GetString());
    }

    [Fact]
    public void Violins_stand_above_the_histograms_on_the_same_x_axis()
    {
        var figure = new FigureJson(Figures.RewardDistributions(s_before, s_after));
        double[] bars = FigureJson.Numbers(figure.Layout.GetProperty("yaxis"), "domain"), violins = FigureJson.Numbers(figure.Layout.GetProperty("yaxis2"), "domain");

        Assert.True(bars[0] == 0 && bars[1] < violins[0] && violins[1] == 1);
        Assert.Equal("y2", figure.Traces[1].GetProperty("yaxis").GetString());
        Assert.Equal("h", figure.Traces[1].GetProperty("orientation").GetString());
        Assert.False(figure.Layout.TryGetProperty("xaxis2", out _));
    }

    [Fact]
    public void Histograms_share_their_bins()
    {
        var figure = new FigureJson(Figures.RewardDistributions(s_before, s_after));

        Assert.Equal(figure.Traces[0].GetProperty("xbins").ToString(), figure.Traces[2].GetProperty("xbins").ToString());
    }

    [Fact]
    public void Small_samples_show_every_point()
    {
        var figure = new FigureJson(Figures.RewardDistributions(s_before[..20], s_after));

        Assert.Equal("all", figure.Traces[1].GetProperty("points").GetString());
        Assert.False(figure.Traces[3].GetProperty("points").GetBoolean());
    }

    [Fact]
    public void Values_that_are_not_finite_are_left_out_and_counted()
    {
        var figure = Figures.RewardDistributions([1, double.NaN, 3], [2, double.PositiveInfinity]);

        Assert.Contains("before: mean 2.00, n = 2; after: mean 2.00, n = 1", figure.Description);
        Assert.Contains("2 values that are not finite", figure.Description);
    }

    [Fact]
    public void Samples_without_finite_values_are_named()
    {
        Assert.Contains("'after'", Assert.Throws<WorkbenchException>(() => Figures.RewardDistributions([1], [double.NaN])).Message);
        Assert.Throws<WorkbenchException>(() => Figures.RewardDistributions("Reward"));
    }
}
