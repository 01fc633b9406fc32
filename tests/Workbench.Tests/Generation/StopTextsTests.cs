using Workbench.Generation;

namespace Workbench.Tests.Generation;

public class StopTextsTests
{
    [Theory]
    [InlineData("one\nHuman: two", "one")]
    [InlineData("no stop", "no stop")]
    [InlineData("Human:", "")]
    [InlineData("", "")]
    [InlineData("a. b\nHuman:", "a")]
    public void The_text_before_the_first_stop_is_kept(string text, string kept) =>
        Assert.Equal(kept, StopTexts.Before(text, ["\nHuman:", "Human:", "."]));

    [Theory]
    [InlineData("xstop", 1, true)]
    [InlineData("xstopy", 1, false)]
    [InlineData("xstopy", 2, true)]
    [InlineData("xsto", 4, false)]
    [InlineData("stop", 0, false)]
    public void Only_a_stop_that_ends_in_what_is_new_counts(string text, int last, bool ends) =>
        Assert.Equal(ends, StopTexts.EndIn(text, last, ["stop"]));

    [Fact]
    public void Empty_stops_are_refused()
    {
        Assert.Throws<WorkbenchException>(() => new StopTexts(null!));
        Assert.Throws<WorkbenchException>(() => new StopTexts(null!, "a", ""));
    }
}
