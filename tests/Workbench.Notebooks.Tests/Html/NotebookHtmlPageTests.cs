using Microsoft.DotNet.Interactive.Documents;
using Workbench.Notebooks.Html;

namespace Workbench.Notebooks.Tests.Html;

public sealed class NotebookHtmlPageTests
{
    private static string Page(params InteractiveDocumentElement[] cells) => NotebookHtmlPage.Render(new InteractiveDocument(cells), "fallback");

    private static InteractiveDocumentElement Text(string markdown) => new(markdown, "markdown");

    private static InteractiveDocumentElement Code(string code, params InteractiveDocumentOutputElement[] outputs) => new(code, "csharp", outputs);

    private static DisplayElement Display(string mimeType, object value) => new(new Dictionary<string, object> { [mimeType] = value });

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("<svg onload=alert(1)>")]
    public void Raw_html_in_text_is_shown_and_not_run(string markdown)
    {
        var html = Page(Text(markdown));
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<img src=x", html);
        Assert.DoesNotContain("<svg onload", html);
        Assert.Contains("&lt;", html);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html;base64,AAAA)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x][ref]\n\n[ref]: javascript:alert(1)")]
    public void Links_that_run_something_lead_nowhere(string markdown)
    {
        var html = Page(Text(markdown));
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"data:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"vbscript", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Pictures_from_elsewhere_are_links_and_nothing_is_loaded()
    {
        var html = Page(Text("![chart](https://example.org/chart.png) [ok](https://example.org) [next](02-next.ipynb)"));
        Assert.DoesNotContain("<img", html);
        Assert.Contains("href=\"https://example.org/chart.png\"", html);
        Assert.Contains("href=\"02-next.html\"", html);
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'", html);
    }

    [Fact]
    public void Code_and_printed_text_are_encoded()
    {
        var html = Page(Code("var x = \"</code><script>1</script>\"; // <b>", new TextElement("<i>printed</i>")));
        Assert.DoesNotContain("<script>1", html);
        Assert.Contains("&lt;i&gt;printed&lt;/i&gt;", html);
        Assert.Contains("<span class=\"kw\">var</span> x = <span class=\"str\">", html);
        Assert.Contains("<span class=\"com\">// &lt;b&gt;</span>", html);
    }

    [Fact]
    public void What_a_cell_displayed_as_html_is_kept_as_it_is()
    {
        Assert.Contains("<div id=\"mine\"><script>draw()</script></div>", Page(Code("x", Display("text/html", "<div id=\"mine\"><script>draw()</script></div>"))));
        Assert.Contains("<b>in lines</b>", Page(Code("x", Display("text/html", new object[] { "<b>in ", "lines</b>" }))));
    }

    [Fact]
    public void A_large_script_that_several_cells_bring_is_on_the_page_once()
    {
        var library = $"<script>/*library*/{new string('x', 60_000)}</script>";
        var html = Page(Code("a", Display("text/html", library + "<p>first</p>")), Code("b", Display("text/html", library + "<p>second</p>")));
        Assert.Equal(html.IndexOf("/*library*/", StringComparison.Ordinal), html.LastIndexOf("/*library*/", StringComparison.Ordinal));
        Assert.Contains("<p>second</p>", html);
    }

    [Fact]
    public void The_richest_form_of_an_output_is_shown()
    {
        var output = new ReturnValueElement();
        output.Data["text/plain"] = "plain form";
        output.Data["text/html"] = "<b>rich form</b>";
        var html = Page(Code("x", output));
        Assert.Contains("<b>rich form</b>", html);
        Assert.DoesNotContain("plain form", html);
    }

    [Fact]
    public void A_picture_is_inside_the_page()
    {
        Assert.Contains("src=\"data:image/png;base64,AAAA\"", Page(Code("x", Display("image/png", "AAAA\n"))));
    }

    [Fact]
    public void An_error_is_shown_with_its_trace()
    {
        Assert.Contains("<pre class=\"error\">cell 1, line 2: oops</pre>", Page(Code("x", new ErrorElement("oops", "Exception", ["cell 1, line 2: oops"]))));
    }

    [Fact]
    public void The_page_is_named_after_its_title_and_lists_its_sections()
    {
        var html = Page(Text("# Rewards & KL\n\n## 1. One\n\n## 2. Two\n\n## 2. Two"));
        Assert.Contains("<title>Rewards &amp; KL</title>", html);
        Assert.Contains("<a href=\"#1-one\">1. One</a>", html);
        Assert.Contains("id=\"2-two-2\"", html);
        Assert.Contains("<title>fallback</title>", Page(Code("1")));
        Assert.Contains("width=device-width", html);
    }

    [Fact]
    public void Numbers_beside_cells_are_those_of_their_execution()
    {
        var cell = Code("1");
        cell.ExecutionOrder = 4;
        Assert.Contains("<span class=\"count\" title=\"Cell 4\">[4]</span>", Page(cell));
    }

    [Fact]
    public void Text_nested_without_end_is_shown_as_typed()
    {
        Assert.Contains("&gt;&gt;&gt;", Page(Text(new string('>', 20_000) + " deep")));
    }

    [Fact]
    public void Formulas_become_MathML_and_keep_their_source()
    {
        var html = Page(Text("The ratio $r_t = \\frac{\\pi_\\theta}{\\pi_{old}}$ is clipped."));
        Assert.Contains("<math><semantics>", html);
        Assert.Contains("<mfrac>", html);
        Assert.Contains("r_t = \\frac{\\pi_\\theta}{\\pi_{old}}</annotation>", html);
    }
}
