namespace Workbench.Charts.Tests;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("a < b & c > d", "a &lt; b &amp; c &gt; d")]
    [InlineData("\"quoted\" 'too'", "&quot;quoted&quot; &#39;too&#39;")]
    [InlineData("tab\tand\nline", "tab\tand\nline")]
    [InlineData("carriage\rreturn", "carriage&#13;return")]
    [InlineData("caf\u00e9 \U0001F600", "caf\u00e9 \U0001F600")]
    public void Text_is_encoded(string text, string markup) => Assert.Equal(markup, Html.Text(text).ToString());

    [Fact]
    public void Controls_become_visible_and_half_surrogates_become_replacement_characters()
    {
        string text = string.Concat('\0', '\u0007', '\u007f', '\ud800', 'x', '\udc00');

        Assert.Equal("\u2400\u2407\u2421\ufffdx\ufffd", Html.Text(text).ToString());
    }

    [Fact]
    public void An_element_encodes_its_attributes_and_holds_its_children()
    {
        var html = Html.Element("p", [("title", "\"><script>")], Html.Text("<b>"), Html.Element("i", [], Html.Text("x")));

        Assert.Equal("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;<i>x</i></p>", html.ToString());
    }

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    [InlineData("p onclick=x")]
    [InlineData("P")]
    [InlineData("")]
    public void An_element_refuses_names_that_could_carry_code(string name) => Assert.Throws<ArgumentException>(() => Html.Element(name, []));

    [Theory]
    [InlineData("onclick")]
    [InlineData("title=\"x\" onclick")]
    [InlineData("")]
    public void An_element_refuses_attributes_that_could_carry_code(string name) => Assert.Throws<ArgumentException>(() => Html.Element("p", [(name, "x")]));
}
