using System.Web;
using System.Text.RegularExpressions;
using Workbench.Notebooks.Html;

namespace Workbench.Notebooks.Tests.Html;

public sealed class CSharpHighlighterTests
{
    [Theory]
    [InlineData("#r \"lib/Workbench.dll\"\nusing Workbench;\nvar x = 1.5e-3; // note")]
    [InlineData("var s = $\"a {1 + 1} b\"; var raw = \"\"\"x\"\"\"; char c = '\\'';")]
    [InlineData("#!share --from fsharp x\nx")]
    [InlineData("unfinished \"string\n/* and comment")]
    [InlineData("")]
    public void No_character_of_the_code_is_lost(string code)
    {
        Assert.Equal(code, HttpUtility.HtmlDecode(Regex.Replace(CSharpHighlighter.ToHtml(code), "</?span[^>]*>", "")));
    }

    [Fact]
    public void Keywords_strings_numbers_and_comments_are_told_apart()
    {
        Assert.Equal(
            "<span class=\"kw\">foreach</span> (<span class=\"kw\">var</span> x <span class=\"kw\">in</span> F(<span class=\"num\">1</span>, <span class=\"str\">&quot;a&quot;</span>)) { } <span class=\"com\">// z</span>",
            CSharpHighlighter.ToHtml("foreach (var x in F(1, \"a\")) { } // z"));
    }
}
