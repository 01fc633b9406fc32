namespace Workbench.Charts.Tests;

public sealed class ForestPlotTests
{
    [Fact]
    public void Effects_whose_interval_holds_zero_look_different()
    {
        var figure = new FigureJson(Figures.ForestPlot("after minus before", new Effect("gold", 0.43, 0.38, 0.49), new Effect("length", 0.1, -0.2, 0.4)));
        var clear = figure.Named("interval without zero");
        var open = figure.Named("interval with zero");

        Assert.Equal([0.43], FigureJson.Numbers(clear, "x"));
        Assert.Equal([1], FigureJson.Numbers(open, "y"));
        Assert.Equal(0.06, FigureJson.Numbers(clear.GetProperty("error_x"), "array")[0], 9);
        Assert.Equal(0.05, FigureJson.Numbers(clear.GetProperty("error_x"), "arrayminus")[0], 9);
        Assert.NotEqual(clear.GetProperty("marker").GetProperty("symbol").ToString(), open.GetProperty("marker").GetProperty("symbol").ToString());
    }

    [Fact]
    public void The_first_effect_is_at_the_top_with_its_numbers_beside_it()
    {
        var axis = new FigureJson(Figures.ForestPlot("difference", new Effect("gold", 0.43, 0.38, 0.49), new Effect("tone", -1, -2, -0.5))).Layout.GetProperty("yaxis");

        Assert.Equal("gold<br>+0.43 [+0.38, +0.49]", axis.GetProperty("ticktext")[0].GetString());
        Assert.Equal("tone<br>\u22121.00 [\u22122.00, \u22120.50]", axis.GetProperty("ticktext")[1].GetString());
        Assert.Equal([1.5, -0.5], FigureJson.Numbers(axis, "range"));
    }

    [Fact]
    public void Zero_is_always_on_the_axis()
    {
        var range = FigureJson.Numbers(new FigureJson(Figures.ForestPlot("difference", new Effect("gold", 5, 4, 6))).Layout.GetProperty("xaxis"), "range");

        Assert.True(range[0] < 0 && range[1] > 6);
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 0, double.PositiveInfinity)]
    [InlineData(double.NaN, 0, 1)]
    public void An_estimate_lies_in_its_finite_interval(double estimate, double low, double high) =>
        Assert.Throws<WorkbenchException>(() => Figures.ForestPlot("difference", new Effect("gold", estimate, low, high)));

    [Theory]
    [InlineData(0.1, 0.3, true)]
    [InlineData(-0.3, -0.1, true)]
    [InlineData(-0.1, 0.1, false)]
    [InlineData(0, 0.1, false)]
    public void An_effect_is_clear_when_zero_lies_outside(double low, double high, bool clear) =>
        Assert.Equal(clear, new Effect("x", (low + high) / 2, low, high).IsClear);
}
