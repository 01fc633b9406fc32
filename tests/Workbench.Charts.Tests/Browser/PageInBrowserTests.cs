using Workbench.Charts.Tests.Gallery;

namespace Workbench.Charts.Tests.Browser;

public sealed class PageInBrowserTests(Chromium browser) : IClassFixture<Chromium>
{
    private const string Drawn = "return document.querySelectorAll('.wb-plot .main-svg:first-child').length";

    [SkippableTheory]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    public void Every_figure_is_drawn_and_nothing_is_wider_than_the_screen(int width, bool dark)
    {
        browser.Show(GalleryPage.Build().ToString(), width, dark);

        Assert.Equal(11L, browser.Run(Drawn));
        Assert.Equal(0L, browser.Run("return document.querySelectorAll('.wb-wait').length"));
        Assert.True((bool)browser.Run("return document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.True((bool)browser.Run("return [...document.querySelectorAll('.wb-plot')].every(plot => plot.querySelector('svg').clientWidth <= plot.clientWidth)"));
        Assert.Empty(browser.Faults());
    }

    [SkippableFact]
    public void A_page_asks_nobody_for_anything()
    {
        browser.Show(GalleryPage.Build().ToString());

        Assert.Equal([browser.Address], browser.Requests());
    }

    [SkippableFact]
    public void Figures_follow_the_reader_from_light_to_dark()
    {
        browser.Show(new HtmlPage("x").Add(GalleryViews.Kl()).ToString());
        const string ink = "getComputedStyle(document.querySelector('.xtitle')).fill";
        var light = (string)browser.Run($"return {ink}");

        browser.Prefer(dark: true);

        browser.Wait($"return {ink} !== '{light}'");
        Assert.Equal("rgb(90, 148, 255)", browser.Run("return getComputedStyle(document.querySelector('.js-line')).stroke"));
        Assert.Equal(browser.Run("return getComputedStyle(document.body).color"), browser.Run($"return {ink}"));
    }

    [SkippableFact]
    public void Hostile_texts_are_shown_and_never_run()
    {
        var page = new HtmlPage(Hostile.All, Hostile.All);
        foreach (string text in Hostile.Texts)
        {
            page.Heading(text).Paragraph(text)
                .Add(new SampleComparison(new PromptAnswers(text, [new Answer(text, text, text)])))
                .Add(new TokenStrip([text], [1], text, text))
                .Add(Figures.ForestPlot(text, new Effect(text, 1, 0.5, 2)).Titled(text, text))
                .Add(Figures.TokenHeatmap([text, "b"], new Series(text, [1, 2])));
        }

        browser.Show(page.ToString());

        Assert.True((bool)browser.Run("return window.hacked === undefined"));
        Assert.Equal(0L, browser.Run("return document.querySelectorAll('main img, main a[href], svg a, main > svg').length"));
        Assert.Contains(Hostile.Texts[0], (string)browser.Run("return [...document.querySelectorAll('.ytick text')].map(text => text.textContent).join('|')"));
        Assert.Empty(browser.Faults());
    }

    [SkippableFact]
    public void Outputs_of_a_notebook_draw_with_the_library_of_another_one()
    {
        var page = new NotebookPage();
        string first = page.Render(GalleryViews.Kl()).ToString(), second = page.Render(GalleryViews.Forest()).ToString();

        browser.Show($"<!DOCTYPE html><html><body><div>{second}</div><div>{first}</div></body></html>");

        Assert.Equal(2L, browser.Run(Drawn));
        Assert.Empty(browser.Faults());
    }

    [SkippableFact]
    public void A_page_with_an_AMD_loader_gets_plotly_all_the_same()
    {
        string output = new NotebookPage().Render(GalleryViews.Kl()).ToString();

        browser.Show($"<!DOCTYPE html><html><body><script>function define() {{ throw 'AMD'; }} define.amd = {{}};</script>{output}</body></html>");

        Assert.Equal("2.28.0", browser.Run("return Plotly.version"));
    }

    [SkippableFact]
    public void Figures_in_a_fold_are_drawn_to_its_width_when_it_opens()
    {
        browser.Show(new HtmlPage("x").AddFolded("more", GalleryViews.Kl()).ToString(), 700);

        browser.Run("document.querySelector('details').open = true");

        browser.Wait("return document.querySelector('.main-svg') !== null && document.querySelector('.main-svg').clientWidth === document.querySelector('.wb-plot').clientWidth");
    }
}
