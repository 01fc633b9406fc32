namespace Workbench.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("iteratons", "iterations")]
    [InlineData("DOCTER", "doctor")]
    [InlineData("--debgu", "--debug")]
    [InlineData("pppo", "ppo")]
    public void A_slip_of_the_fingers_is_recognised(string typed, string meant) =>
        Assert.Equal(meant, NearestName.Find(typed, ["iterations", "doctor", "--debug", "ppo"]));

    [Theory]
    [InlineData("foo")]
    [InlineData("")]
    [InlineData("something else")]
    public void What_is_like_nothing_gets_no_hint(string typed)
    {
        Assert.Null(NearestName.Find(typed, ["ppo", "sft", "doctor"]));
        Assert.Equal("", NearestName.Hint(typed, ["ppo", "sft", "doctor"]));
    }

    [Fact]
    public void Nothing_known_gives_no_hint() => Assert.Null(NearestName.Find("x", []));
}
