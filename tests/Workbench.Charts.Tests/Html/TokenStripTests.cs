namespace Workbench.Charts.Tests;

public sealed class TokenStripTests
{
    [Fact]
    public void Colour_follows_sign_and_strength()
    {
        string strip = new TokenStrip(["up", "down", "flat"], [2, -1, 0], "KL (nats)").ToHtml().ToString();

        Assert.Contains("rgba(233,107,16,0.6)\"><bdi>up</bdi><small>+2.00</small>", strip);
        Assert.Contains("rgba(43,98,230,0.3)\"><bdi>down</bdi><small>\u22121.00</small>", strip);
        Assert.Contains("rgba(233,107,16,0)\"><bdi>flat</bdi><small>0.00</small>", strip);
    }

    [Fact]
    public void Values_that_are_not_finite_have_no_colour()
    {
        string strip = new TokenStrip(["a", "b"], [double.NaN, 1], "x").ToHtml().ToString();

        Assert.Contains(",0)\"><bdi>a</bdi><small>\u2013</small>", strip);
    }

    [Fact]
    public void Tokens_are_encoded()
    {
        foreach (string text in Hostile.Texts)
        {
            Assert.Contains($"<bdi>{Html.Text(text)}</bdi>", new TokenStrip([text], [1], "x").ToHtml().ToString());
        }
    }

    [Fact]
    public void Each_token_needs_a_value()
    {
        var fault = Assert.Throws<WorkbenchException>(() => new TokenStrip(["a", "b"], [1], "x"));

        Assert.Contains("2 tokens and 1 values", fault.Message);
    }
}
