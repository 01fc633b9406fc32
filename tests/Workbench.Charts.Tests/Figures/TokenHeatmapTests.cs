namespace Workbench.Charts.Tests;

public sealed class TokenHeatmapTests
{
    [Fact]
    public void Each_quantity_is_a_row_with_a_scale_of_its_own()
    {
        var figure = new FigureJson(Figures.TokenHeatmap(["i", "am", "i"], new Series("KL", [0.1, -0.4, 0.2]), new Series("reward", [0, 0, 1.5])));
        var kl = figure.Named("KL");

        Assert.Equal(2, figure.Traces.Length);
        Assert.Equal([0.1, -0.4, 0.2], kl.GetProperty("z")[0].EnumerateArray().Select(z => z.GetDouble()));
        Assert.Equal(0.4, kl.GetProperty("zmax").GetDouble());
        Assert.Equal(-0.4, kl.GetProperty("zmin").GetDouble());
        Assert.Equal(1.5, figure.Named("reward").GetProperty("zmax").GetDouble());
        Assert.Equal([1.0], FigureJson.Numbers(figure.Named("reward"), "y"));
    }

    [Fact]
    public void Tokens_that_repeat_keep_their_places()
    {
        var axis = new FigureJson(Figures.TokenHeatmap(["a", "b", "a"], new Series("KL", [1, 2, 3]))).Layout.GetProperty("xaxis");

        Assert.Equal([0, 1, 2], FigureJson.Numbers(axis, "tickvals"));
        Assert.Equal(["a", "b", "a"], axis.GetProperty("ticktext").EnumerateArray().Select(text => text.GetString()));
    }

    [Fact]
    public void A_row_of_zeros_is_drawn() => Assert.Equal(1, new FigureJson(Figures.TokenHeatmap(["a"], new Series("KL", [0]))).Traces[0].GetProperty("zmax").GetDouble());

    [Fact]
    public void Rows_must_fit_the_tokens()
    {
        Assert.Contains("'KL' has 1 values for 2 tokens", Assert.Throws<WorkbenchException>(() => Figures.TokenHeatmap(["a", "b"], new Series("KL", [1]))).Message);
        Assert.Throws<WorkbenchException>(() => Figures.TokenHeatmap([], new Series("KL", [])));
        Assert.Throws<WorkbenchException>(() => Figures.TokenHeatmap(["a"]));
    }
}
