using System.Text.Json;
using Plotly.NET;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts.Tests;

public sealed class FigureTests
{
    private static readonly Figure s_figure = Figures.LossCurve([2, 1]);

    [Fact]
    public void A_figure_fits_its_page_and_has_no_width_of_its_own()
    {
        var json = new FigureJson(s_figure);

        Assert.True(json.Config.GetProperty("responsive").GetBoolean());
        Assert.False(json.Config.GetProperty("displaylogo").GetBoolean());
        Assert.False(json.Layout.TryGetProperty("width", out _));
        Assert.Equal(s_figure.Height, json.Layout.GetProperty("height").GetInt32());
    }

    [Fact]
    public void A_legend_stands_above_the_plot()
    {
        var legend = new FigureJson(Figures.LossCurve(new Series("a", [1]), new Series("b", [2]))).Layout.GetProperty("legend");

        Assert.Equal("h", legend.GetProperty("orientation").GetString());
        Assert.Equal("bottom", legend.GetProperty("yanchor").GetString());
        Assert.True(legend.GetProperty("y").GetDouble() > 1);
    }

    [Fact]
    public void A_screen_reader_hears_title_and_description()
    {
        string markup = s_figure.Titled("Loss of \"SFT\"", "It falls.").ToHtml().ToString();

        Assert.Contains("role=\"img\" aria-label=\"Loss of &quot;SFT&quot;. It falls.\"", markup);
        Assert.Contains("<strong>Loss of &quot;SFT&quot;</strong><span>It falls.</span>", markup);
    }

    [Fact]
    public void Titling_keeps_the_chart_and_may_keep_the_description()
    {
        var titled = s_figure.Titled("New");

        Assert.Same(s_figure.Chart, titled.Chart);
        Assert.Equal(("New", s_figure.Description, s_figure.Height), (titled.Title, titled.Description, titled.Height));
    }

    [Fact]
    public void Names_from_outside_reach_plotly_as_text()
    {
        foreach (string text in Hostile.Texts.Where(text => !text.Contains('\ud800')))
        {
            foreach (var figure in WithNames(text))
            {
                string json = figure.ToJson();

                Assert.DoesNotContain('<', json);
                Assert.DoesNotContain('&', json);
                Assert.All(Strings(JsonDocument.Parse(json).RootElement), value =>
                {
                    string rest = value.Replace("<br>", "", StringComparison.Ordinal).Replace("<extra></extra>", "", StringComparison.Ordinal);
                    Assert.DoesNotContain('<', rest);
                    Assert.DoesNotContain("&#", rest);
                });
            }
        }
    }

    [Fact]
    public void Captions_from_outside_are_encoded()
    {
        foreach (string text in Hostile.Texts)
        {
            string markup = s_figure.Titled(text, text).ToHtml().ToString();

            Assert.Contains($"<strong>{Html.Text(text)}</strong><span>{Html.Text(text)}</span>", markup);
        }
    }

    [Fact]
    public void Any_chart_of_Plotly_NET_can_be_a_figure()
    {
        var figure = new Figure(Chart.Scatter<double, double, string>([1, 2], [3, 4], StyleParam.Mode.Markers), "Points");

        Assert.Equal("markers", new FigureJson(figure).Traces[0].GetProperty("mode").GetString());
    }

    [Theory]
    [InlineData(119)]
    [InlineData(4001)]
    public void A_height_has_limits(int height) => Assert.Throws<WorkbenchException>(() => new Figure(s_figure.Chart, "x", height: height));

    [Fact]
    public void Saving_a_figure_writes_a_page_with_it()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("workbench-figure").FullName, "loss.html");

        s_figure.SaveHtml(path);

        string page = File.ReadAllText(path);
        Assert.Contains("<title>Loss</title>", page);
        Assert.Contains(s_figure.ToJson(), page);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void As_text_a_figure_says_what_it_is() => Assert.Equal("Figure: Loss. Lower is better.", s_figure.ToString());

    private static Figure[] WithNames(string name) =>
    [
        Figures.LossCurve(new Series(name, [1, 2]) { Low = [0, 1], High = [2, 3] }, new Series(name, [2, 1])),
        Figures.RewardCurve(name, new Series("run", [1])),
        Figures.RewardDistributions(name, new Sample(name, [1, 2]), new Sample("b", [1, 2])),
        Figures.GoldAgainstLearned(new ScorePairs(name, [1], [1]), new ScorePairs("b", [1], [1])),
        Figures.ForestPlot(name, new Effect(name, 1, 0.5, 2)),
        Figures.TokenHeatmap([name, "b"], new Series(name, [1, 2])),
        Figures.PowerCurve(0.8, new Series(name, [0.1])),
    ];

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };
}
