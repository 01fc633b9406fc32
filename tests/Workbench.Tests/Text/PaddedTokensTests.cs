using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class PaddedTokensTests
{
    private static readonly int[][] Sequences = [[1, 2, 3], [4], []];

    [Fact]
    public void Right_padding_puts_the_padding_behind()
    {
        var padded = PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 9 });
        Assert.Equal((3, 3), (padded.Count, padded.Width));
        Assert.Equal([1, 2, 3, 4, 9, 9, 9, 9, 9], padded.Ids);
        Assert.Equal([true, true, true, true, false, false, false, false, false], padded.Mask);
    }

    [Fact]
    public void Left_padding_puts_it_in_front()
    {
        var padded = PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 9, Side = TextSide.Left });
        Assert.Equal([1, 2, 3, 9, 9, 4, 9, 9, 9], padded.Ids);
        Assert.Equal([true, true, true, false, false, true, false, false, false], padded.Mask);
    }

    [Theory]
    [InlineData(0, 4, 4)]
    [InlineData(5, 4, 8)]
    [InlineData(6, 1, 6)]
    public void The_width_meets_the_minimum_and_is_a_multiple(int minimum, int multiple, int expected) =>
        Assert.Equal(expected, PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 0, MinWidth = minimum, MultipleOf = multiple }).Width);

    [Fact]
    public void A_sequence_that_is_too_long_is_named_and_refused() =>
        Assert.Equal(
            "sequence 0 has 3 tokens; expected at most 2 (allow cutting, or filter by length first)",
            Assert.Throws<WorkbenchException>(() => PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 0, MaxLength = 2 })).Message);

    [Theory]
    [InlineData(TooLong.CutRight, new long[] { 1, 2, 4, 0, 0, 0 })]
    [InlineData(TooLong.CutLeft, new long[] { 2, 3, 4, 0, 0, 0 })]
    public void Or_it_is_cut_at_the_end_that_was_asked_for(TooLong tooLong, long[] expected) =>
        Assert.Equal(expected, PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 0, MaxLength = 2, TooLong = tooLong }).Ids);

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<WorkbenchException>(() => PaddedTokens.Of([], new PaddingOptions { PadId = 0 }));
        Assert.Contains("MaxLength", Assert.Throws<WorkbenchException>(() => PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 0, MaxLength = 0 })).Message);
        Assert.Contains("MultipleOf", Assert.Throws<WorkbenchException>(() => PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 0, MultipleOf = 0 })).Message);
        Assert.Contains("MinWidth", Assert.Throws<WorkbenchException>(() => PaddedTokens.Of(Sequences, new PaddingOptions { PadId = 0, MinWidth = -1 })).Message);
    }
}
