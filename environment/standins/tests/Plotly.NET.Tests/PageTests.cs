using Plotly.NET;
using Plotly.NET.CSharp;
using Chart = Plotly.NET.CSharp.Chart;

namespace PlotlyStandIn.Tests;

[Collection(nameof(Defaults))]
public sealed class PageTests
{
    private const string Cdn = "https://cdn.plot.ly/plotly-2.27.1.min.js";

    private static GenericChart NewChart() => Chart.Point<double, double, string>([1], [2]);

    [Fact]
    public void A_page_loads_plotly_from_its_network_unless_told_otherwise()
    {
        string page = GenericChart.toEmbeddedHTML(NewChart());

        Assert.StartsWith("<!DOCTYPE html>", page);
        Assert.Contains($"<script src=\"{Cdn}\" charset=\"utf-8\">", page);
        Assert.Contains("<title>Plotly.NET Datavisualization</title>", page);
        Assert.Contains("Plotly.newPlot('", page);
    }

    [Fact]
    public void A_full_page_holds_plotly_and_loads_nothing()
    {
        string page = GenericChart.toEmbeddedHTML(GenericChart.setDisplayOptions(DisplayOptions.init(DocumentTitle: "a < b", PlotlyJSReference: PlotlyJSReference.Full), NewChart()));

        Assert.Contains("plotly.js v2.27.1", page);
        Assert.DoesNotContain(Cdn, page);
        Assert.Contains("<title>a &lt; b</title>", page);
    }

    [Fact]
    public void Without_reference_the_page_around_must_have_plotly()
    {
        string page = GenericChart.toEmbeddedHTML(GenericChart.addDisplayOptions(DisplayOptions.init(PlotlyJSReference: PlotlyJSReference.NoReference), NewChart()));

        Assert.DoesNotContain("plotly.js v2.27.1", page);
        Assert.DoesNotContain("src=", page.Replace("type=\"image/png\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_carries_plotly_under_the_name_that_the_real_one_has() =>
        Assert.Contains("Plotly.NET.plotly-2.27.1.min.js", typeof(GenericChart).Assembly.GetManifestResourceNames());

    [Fact]
    public void A_piece_of_a_page_has_the_chart_and_its_script_only()
    {
        string piece = GenericChart.toChartHTML(NewChart());

        Assert.StartsWith("<div><div id=\"", piece);
        Assert.EndsWith("</script></div>", piece);
        Assert.DoesNotContain(Cdn, piece);
    }

    [Fact]
    public void Saving_adds_the_ending_where_it_is_missing()
    {
        string folder = Directory.CreateTempSubdirectory("plotly").FullName;

        Plotly.NET.CSharp.GenericChartExtensions.SaveHtml(NewChart(), Path.Combine(folder, "chart"));
        Plotly.NET.CSharp.GenericChartExtensions.SaveHtml(NewChart(), Path.Combine(folder, "other.html"));

        Assert.Equal(["chart.html", "other.html"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Directory.Delete(folder, recursive: true);
    }
}
