using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Workbench.Charts.Tests;

public sealed class NotebookPageTests
{
    private static readonly Figure s_first = Figures.LossCurve([2, 1]);
    private static readonly Figure s_second = Figures.KlCurve(new Series("run", [0, 1]));

    [Fact]
    public void The_first_figure_brings_plotly_and_the_next_ones_do_not()
    {
        var page = new NotebookPage();

        Assert.True(Brings(page.Render(s_first)));
        Assert.False(Brings(page.Render(s_second)));
        Assert.False(Brings(page.Render(s_second)));
    }

    [Fact]
    public void The_cell_that_brought_plotly_brings_it_again_when_it_runs_again()
    {
        var page = new NotebookPage();
        page.Render(s_first);
        page.Render(s_second);

        Assert.True(Brings(page.Render(Figures.LossCurve([5, 4, 3]))));
        Assert.False(Brings(page.Render(s_second)));
    }

    [Fact]
    public void A_figure_without_title_is_known_by_its_data()
    {
        var page = new NotebookPage();
        var nameless = s_first.Titled("");
        page.Render(nameless);

        Assert.False(Brings(page.Render(s_second.Titled(""))));
        Assert.True(Brings(page.Render(nameless)));
    }

    [Fact]
    public void After_a_set_up_cell_has_shown_the_library_no_figure_brings_it()
    {
        var page = new NotebookPage();

        Assert.True(Brings(page.Library()));
        Assert.False(Brings(page.Render(s_first)));
        Assert.True(Brings(page.Library()));
    }

    [Fact]
    public void A_new_notebook_starts_without_the_library()
    {
        var page = new NotebookPage();
        page.Library();
        page.StartNew();

        Assert.True(Brings(page.Render(s_first)));
    }

    [Fact]
    public void Tables_need_no_scripts()
    {
        string markup = new NotebookPage().Render(new NumberCards(new NumberCard("a", "1"))).ToString();

        Assert.DoesNotContain("<script", markup);
        Assert.Contains("<style>", markup);
    }

    [Fact]
    public void The_packed_library_is_plotly_and_much_smaller()
    {
        string packed = Regex.Match(PageAssets.PackedPlotly.ToString(), "\\(\"([A-Za-z0-9+/=]{1000,})\"\\)").Groups[1].Value;
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        string plain = reader.ReadToEnd();

        Assert.Equal(PlotlyScript.Source, plain);
        Assert.True(packed.Length < plain.Length * 0.45);
    }

    [Fact]
    public void Nothing_in_a_notebook_is_loaded_from_anywhere()
    {
        string markup = new NotebookPage().Render(s_second).ToString();

        Assert.DoesNotMatch("(?i)\\s(src|href)=", Regex.Replace(markup, "\"[A-Za-z0-9+/=]{1000,}\"", ""));
    }

    private static bool Brings(Html html) => html.ToString().Contains("DecompressionStream", StringComparison.Ordinal);
}
