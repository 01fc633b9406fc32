using Microsoft.DotNet.Interactive.Formatting;

namespace Workbench.Charts.Tests;

/// <summary>What .NET Interactive makes of views, which it knows by the name of an attribute alone.</summary>
public sealed class FormatterTests
{
    [Fact]
    public void A_figure_is_shown_as_HTML_with_its_data()
    {
        var figure = Figures.LossCurve([4, 2]);

        string html = figure.ToDisplayString("text/html");

        Assert.Contains("class=\"wb-figure\"", html);
        Assert.Contains(figure.ToJson(), html);
        Assert.Contains("workbenchFigures", html);
    }

    [Fact]
    public void Every_view_is_shown_as_HTML()
    {
        Assert.Contains("wb-table", HtmlTable.Of([1], [new TableColumn<int>("n", n => n)]).ToDisplayString("text/html"));
        Assert.Contains("wb-token", new TokenStrip(["a"], [1], "KL").ToDisplayString("text/html"));
        Assert.Contains("wb-sample", new SampleComparison(new PromptAnswers("p", [])).ToDisplayString("text/html"));
        Assert.Contains("wb-card", new NumberCards(new NumberCard("a", "1")).ToDisplayString("text/html"));
    }

    [Fact]
    public void HTML_is_the_form_that_notebooks_keep() => Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(typeof(Figure)));

    [Fact]
    public void Views_have_a_plain_form_too() => Assert.Equal("Figure: Loss. Lower is better.", Figures.LossCurve([4, 2]).ToDisplayString("text/plain"));

    [Fact]
    public void Charts_of_Plotly_NET_have_an_offline_form() => Assert.Contains("class=\"wb-figure\"", Figures.LossCurve([4, 2]).Chart.ToNotebookHtml("Mine"));
}
