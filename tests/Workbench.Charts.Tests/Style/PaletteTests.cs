namespace Workbench.Charts.Tests;

public sealed class PaletteTests
{
    public static TheoryData<string> Backgrounds => ["#ffffff", "#14171c", "#1e1e1e"];

    public static TheoryData<string> Visions => [.. ColourVision.Names];

    /// <summary>WCAG 2.2, 1.4.11: graphics need three to one.</summary>
    [Theory]
    [MemberData(nameof(Backgrounds))]
    public void Colours_stand_out_from_light_and_dark_pages(string background) =>
        Assert.All(Palette.Web, color => Assert.True(ColourVision.Contrast(color, background) >= 3, $"{color} on {background}"));

    /// <summary>In CIELAB, where 2.3 is just noticeable.</summary>
    [Theory]
    [MemberData(nameof(Visions))]
    public void Colours_stay_apart_for_every_kind_of_eye(string vision)
    {
        foreach (string one in Palette.Web)
        {
            foreach (string other in Palette.Web.Where(other => other != one))
            {
                Assert.True(ColourVision.Distance(one, other, vision) > 20, $"{one} and {other} for {vision}");
            }
        }
    }

    [Fact]
    public void A_see_through_colour_is_the_same_colour() => Assert.Equal("rgba(43,98,230,0.25)", Palette.Of(5, 0.25).Value);
}
