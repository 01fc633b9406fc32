using System.Text.Json;

namespace Workbench.Charts.Tests;

public sealed class CurveTests
{
    [Fact]
    public void A_short_curve_is_drawn_as_it_is()
    {
        var figure = new FigureJson(Figures.LossCurve([3.0, 2.5, 2.25]));
        var trace = Assert.Single(figure.Traces);

        Assert.Equal("scatter", trace.GetProperty("type").GetString());
        Assert.Equal([1, 2, 3], FigureJson.Numbers(trace, "x"));
        Assert.Equal([3.0, 2.5, 2.25], FigureJson.Numbers(trace, "y"));
        Assert.Equal("lines+markers", trace.GetProperty("mode").GetString());
        Assert.False(figure.Layout.GetProperty("showlegend").GetBoolean());
    }

    [Fact]
    public void A_busy_curve_gets_its_moving_mean_and_says_so()
    {
        var losses = Enumerable.Range(0, 100).Select(i => (double)(i % 2)).ToArray();
        var figure = Figures.LossCurve(losses);
        var traces = new FigureJson(figure).Traces;

        Assert.Equal(2, traces.Length);
        Assert.Equal(losses, FigureJson.Numbers(traces[0], "y"));
        Assert.Equal("skip", traces[0].GetProperty("hoverinfo").GetString());
        Assert.False(traces[0].GetProperty("showlegend").GetBoolean());
        Assert.All(FigureJson.Numbers(traces[1], "y"), y => Assert.InRange(y, 0.3, 0.7));
        Assert.Contains("moving mean", figure.Description);
    }

    [Fact]
    public void A_band_is_two_silent_lines_with_the_room_between_filled()
    {
        var traces = new FigureJson(Figures.RewardCurve("logit", new Series("run", [1, 2]) { Low = [0.5, 1.5], High = [1.5, 2.5] })).Traces;

        Assert.Equal([0.5, 1.5], FigureJson.Numbers(traces[0], "y"));
        Assert.Equal([1.5, 2.5], FigureJson.Numbers(traces[1], "y"));
        Assert.Equal("tonexty", traces[1].GetProperty("fill").GetString());
        Assert.All(traces[..2], trace => Assert.Equal("skip", trace.GetProperty("hoverinfo").GetString()));
        Assert.All(traces, trace => Assert.Equal("run", trace.GetProperty("legendgroup").GetString()));
    }

    [Fact]
    public void A_target_of_KL_is_a_dotted_line_over_the_whole_width()
    {
        var target = new FigureJson(Figures.KlCurve(6, new Series("run", [0, 3, 5]))).Named("target 6 nats");

        Assert.Equal([1, 3], FigureJson.Numbers(target, "x"));
        Assert.Equal([6, 6], FigureJson.Numbers(target, "y"));
        Assert.Equal("dot", target.GetProperty("line").GetProperty("dash").GetString());
    }

    [Fact]
    public void Axes_say_what_they_measure_and_in_which_unit()
    {
        var series = new Series("run", [1, 2]);

        Assert.Equal("Loss (nats per token)", new FigureJson(Figures.LossCurve(series)).Title("yaxis"));
        Assert.Equal("Mean reward (logit)", new FigureJson(Figures.RewardCurve("logit", series)).Title("yaxis"));
        Assert.Equal("KL (nats per response)", new FigureJson(Figures.KlCurve(series)).Title("yaxis"));
        Assert.Equal("\u03b2 (reward per nat)", new FigureJson(Figures.KlCoefficientCurve(series)).Title("yaxis"));
        Assert.Equal("PPO iteration", new FigureJson(Figures.KlCurve(series)).Title("xaxis"));
    }

    [Fact]
    public void Long_titles_of_axes_break_between_words()
    {
        var figure = new FigureJson(Figures.Curve("t", "x & y", "Mean reward (standard deviations of the fine-tuned model's replies)", new Series("run", [1, 2])));

        Assert.Equal("Mean reward (standard deviations of the<br>fine-tuned model's replies)", figure.Title("yaxis"));
        Assert.Equal("x &amp; y", figure.Title("xaxis"));
    }

    [Fact]
    public void Values_that_are_not_finite_are_gaps()
    {
        var trace = Assert.Single(new FigureJson(Figures.LossCurve([1, double.NaN, 2])).Traces);

        Assert.Equal(JsonValueKind.String, trace.GetProperty("y")[1].ValueKind);
    }

    [Fact]
    public void Power_curves_show_the_target()
    {
        var figure = new FigureJson(Figures.PowerCurve(0.8, new Series("d = 0.2", [0.2, 0.6]) { X = [50, 200] }));

        Assert.Equal([50, 200], FigureJson.Numbers(figure.Named("80% power"), "x"));
        Assert.Equal([0.8, 0.8], FigureJson.Numbers(figure.Named("80% power"), "y"));
        Assert.Equal([0, 1.02], FigureJson.Numbers(figure.Layout.GetProperty("yaxis"), "range"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_target_of_power_lies_between_0_and_1(double target) => Assert.Throws<WorkbenchException>(() => Figures.PowerCurve(target, new Series("d", [0.5])));

    [Fact]
    public void What_cannot_be_drawn_is_named()
    {
        Assert.Contains("at least one series", Assert.Throws<WorkbenchException>(() => Figures.LossCurve()).Message);
        Assert.Contains("'empty' has no values", Assert.Throws<WorkbenchException>(() => Figures.LossCurve(new Series("empty", []))).Message);
        Assert.Contains("'odd' has 2 values, but 1 in X", Assert.Throws<WorkbenchException>(() => Figures.LossCurve(new Series("odd", [1, 2]) { X = [1] })).Message);
        Assert.Contains("one end of its band", Assert.Throws<WorkbenchException>(() => Figures.LossCurve(new Series("half", [1]) { Low = [0] })).Message);
    }

    [Fact]
    public void Series_differ_by_colour_and_by_dash()
    {
        var traces = new FigureJson(Figures.KlCoefficientCurve([.. Enumerable.Range(0, 7).Select(i => new Series($"run {i}", [i, i]))])).Traces;
        var looks = traces.Select(trace => (trace.GetProperty("line").GetProperty("color").GetString(), trace.GetProperty("line").GetProperty("dash").GetString())).ToArray();

        Assert.Equal(5, looks[..5].Select(look => look.Item1).Distinct().Count());
        Assert.Equal(7, looks.Distinct().Count());
    }
}
