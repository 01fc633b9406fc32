namespace Workbench.Charts.Tests;

public sealed class PaletteTests
{
    public static TheoryData<string> Visions => [.. ColourVision.Names];

    /// <summary>WCAG 2.2, 1.4.11: graphics need three to one.</summary>
    [Fact]
    public void Colours_stand_out_from_light_and_dark_pages()
    {
        Assert.All(Palette.Web, color => Assert.True(ColourVision.Contrast(color, "#ffffff") >= 3, color));
        foreach (string page in new[] { "#14171c", "#1e1e1e" })
        {
            Assert.All(Palette.Web, color => Assert.True(ColourVision.Contrast(color, page) >= 3, color));
            Assert.All(Palette.WebOnDark, color => Assert.True(ColourVision.Contrast(color, page) >= 5, color));
        }
    }

    /// <summary>In CIELAB, where 2.3 is just noticeable.</summary>
    [Theory]
    [MemberData(nameof(Visions))]
    public void Colours_stay_apart_for_every_kind_of_eye(string vision)
    {
        foreach (var colors in new[] { Palette.Web, Palette.WebOnDark })
        {
            foreach (string one in colors)
            {
                foreach (string other in colors.Where(other => other != one))
                {
                    Assert.True(ColourVision.Distance(one, other, vision) > 20, $"{one} and {other} for {vision}");
                }
            }
        }
    }

    [Fact]
    public void Each_colour_has_one_for_dark_pages() => Assert.Equal(Palette.Web.Count, Palette.WebOnDark.Distinct().Count());

    [Fact]
    public void A_see_through_colour_is_the_same_colour() => Assert.Equal("rgba(43,98,230,0.25)", Palette.Of(5, 0.25).Value);
}
