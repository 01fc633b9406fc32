using Workbench.Text.Pipeline;

namespace Workbench.Tests.Text;

public sealed class CanonicalCompositionTests
{
    // Unicode Standard Annex 15, figures 3 to 6, and conformance cases of NormalizationTest.txt.
    [Theory]
    [InlineData("a\u0301", "á")]
    [InlineData("\u212B", "Å")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")]
    [InlineData("d\u0307\u0323", "\u1E0D\u0307")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A7", "\uAC00\u11A7")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("a\u0345\u0301", "á\u0345")]
    [InlineData("\uFB01", "\uFB01")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("a\u0327\u030A\u0301", "\u01FB\u0327")]
    public void Texts_are_composed(string text, string expected) =>
        Assert.Equal(expected, new UnicodeNormalizer(compatibility: false, compose: true).Normalize(AlignedText.Of(text)).ToString());

    [Fact]
    public void A_composed_character_has_the_origin_of_its_base_and_what_follows_keeps_its_own()
    {
        var normalized = new UnicodeNormalizer(compatibility: false, compose: true).Normalize(AlignedText.Of("xe\u0301y"));
        Assert.Equal("xéy", normalized.ToString());
        Assert.Equal([(0, 1), (1, 2), (3, 4)], Enumerable.Range(0, 3).Select(i => normalized.OriginOf(i, i + 1)));
    }

    [Fact]
    public void What_a_character_falls_into_has_its_origin()
    {
        var normalized = new UnicodeNormalizer(compatibility: false, compose: true).Normalize(AlignedText.Of("\u0958x"));
        Assert.Equal([(0, 1), (0, 1), (1, 2)], Enumerable.Range(0, 3).Select(i => normalized.OriginOf(i, i + 1)));
    }
}
