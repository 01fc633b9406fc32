using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace PlotlyStandIn.Tests;

public sealed class ChartTests
{
    private static GenericChart NewChart() => Chart.Scatter<double, double, string>([1], [2], StyleParam.Mode.Lines, UseDefaults: false);

    [Fact]
    public void Combined_charts_hand_out_the_traces_of_all() => Assert.Equal(2, GenericChart.getTraces(Chart.Combine([NewChart(), NewChart()])).Length);

    [Fact]
    public void Combining_nothing_is_a_fault() => Assert.ThrowsAny<Exception>(() => Chart.Combine([]));

    [Fact]
    public void A_chart_is_made_anew_with_another_layout()
    {
        var chart = NewChart();
        var titled = new Layout();
        titled.SetProperty("title", "other");

        Assert.Contains("\"layout\":{\"title\":\"other\"}", GenericChart.toJson(GenericChart.setLayout(titled, chart)));
        Assert.Contains("\"layout\":{}", GenericChart.toJson(chart));
    }

    [Fact]
    public void The_package_carries_plotly_under_the_name_that_the_real_one_has()
    {
        const string name = "Plotly.NET.plotly-2.28.0.min.js";

        using var script = new StreamReader(typeof(GenericChart).Assembly.GetManifestResourceStream(name));

        Assert.Contains("plotly.js v2.28.0", script.ReadToEnd());
    }
}
