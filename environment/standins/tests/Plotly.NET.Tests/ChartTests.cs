using Plotly.NET;
using Plotly.NET.CSharp;
using Chart = Plotly.NET.CSharp.Chart;

namespace PlotlyStandIn.Tests;

[Collection(nameof(Defaults))]
public sealed class ChartTests
{
    private static GenericChart NewChart() => Chart.Point<double, double, string>([1], [2], UseDefaults: false);

    [Fact]
    public void A_figure_has_data_layout_and_frames() => Assert.EndsWith("\"layout\":{},\"frames\":[]}", GenericChart.toFigureJson(NewChart()));

    [Fact]
    public void Traces_are_counted_and_handed_out()
    {
        var chart = Chart.Combine([NewChart(), NewChart()]);

        Assert.Equal(2, GenericChart.countTrace(chart));
        Assert.Equal(2, chart.GetTraces().Length);
        Assert.Same(GenericChart.getLayout(chart), chart.GetLayout());
    }

    [Fact]
    public void Combining_nothing_is_a_fault() => Assert.ThrowsAny<Exception>(() => Chart.Combine([]));

    [Theory]
    [InlineData("12345")]
    [InlineData("#12345g")]
    public void A_colour_needs_six_hexadecimal_digits(string hex) => Assert.ThrowsAny<Exception>(() => Color.fromHex(hex));

    [Fact]
    public void Colours_are_equal_by_value() => Assert.Equal(Color.fromHex("#ff0000"), Color.fromRGB(255, 0, 0));

    [Fact]
    public void A_colour_part_has_eight_bits() => Assert.ThrowsAny<Exception>(() => Color.fromRGB(256, 0, 0));

    [Fact]
    public void A_scale_of_one_colour_is_none() => Assert.ThrowsAny<Exception>(() => GenericChart.toJson(
        Chart.Heatmap<double, double, double, string>([[1]], ColorScale: StyleParam.Colorscale.NewCustom([Tuple.Create(0.0, Color.fromString("red"))]))));

    [Fact]
    public void Defaults_apply_to_charts_made_after_they_change_until_they_are_reset()
    {
        var page = Defaults.DefaultDisplayOptions;
        Defaults.DefaultWidth = 123;
        string narrow = GenericChart.toFigureJson(Chart.Point<double, double, string>([1], [2]));
        Defaults.reset();
        string wide = GenericChart.toFigureJson(Chart.Point<double, double, string>([1], [2]));
        Defaults.DefaultDisplayOptions = page;

        Assert.Contains("\"width\":123", narrow);
        Assert.Contains("\"width\":600", wide);
    }

    [Fact]
    public void Styling_changes_the_layout_that_the_chart_started_with()
    {
        var chart = NewChart();

        Plotly.NET.CSharp.GenericChartExtensions.WithSize(chart, Width: 321);

        Assert.Contains("\"width\":321", GenericChart.toFigureJson(chart));
    }
}
