using Workbench.Text;
using Workbench.Text.Pipeline;

namespace Workbench.Tests.Text;

public sealed class AddedTokenTests
{
    [Theory]
    [InlineData("x<a>y", "x|[<a>]|y")]
    [InlineData("<a><ab>", "[<a>]|[<ab>]")]
    [InlineData("<ab", "<ab")]
    [InlineData("longlonger", "[long]|[longer]")]
    [InlineData("", "")]
    [InlineData("😀<a>😀", "😀|[<a>]|😀")]
    public void The_leftmost_and_longest_is_cut_out(string text, string expected) =>
        Assert.Equal(expected, Cut(text, new("<a>", 0), new("<ab>", 1), new("long", 2), new("longer", 3)));

    [Theory]
    [InlineData("x  <m> y", "x|[  <m>]| y")]
    [InlineData("x <m><m>", "x|[ <m>]|[<m>]")]
    public void White_space_on_the_left_can_go_with_it(string text, string expected) =>
        Assert.Equal(expected, Cut(text, new AddedToken("<m>", 0) { StripLeft = true }));

    [Theory]
    [InlineData("x <m> \n y", "x |[<m> \n ]|y")]
    public void And_on_the_right(string text, string expected) =>
        Assert.Equal(expected, Cut(text, new AddedToken("<m>", 0) { StripRight = true }));

    [Theory]
    [InlineData("the cat", "the |[cat]")]
    [InlineData("the cats", "the cats")]
    [InlineData("a_cat cat.", "a_cat |[cat]|.")]
    [InlineData("cat\u0301 cat", "cat\u0301 |[cat]")]
    public void A_single_word_counts_only_where_it_stands_alone(string text, string expected) =>
        Assert.Equal(expected, Cut(text, new AddedToken("cat", 0) { SingleWord = true }));

    private static string Cut(string text, params AddedToken[] tokens) =>
        string.Join('|', new AddedTokenSplitter(tokens.Select(token => (token.Content, token)))
            .Split(AlignedText.Of(text))
            .Select(piece => piece.Token is null ? piece.Part.ToString() : $"[{piece.Part}]"));
}
