using System.Globalization;
using Workbench.Text.Pipeline;

namespace Workbench.Tests.Text;

public sealed class CodePointRegexTests
{
    [Theory]
    [InlineData("it's we'll IT'S", "it|'s| we|'ll| IT|'|S")]
    [InlineData("a  b\n\n c ", "a| | b|\n\n| c| ")]
    [InlineData("abc123½x", "abc|123½|x")]
    [InlineData("𐐀𐐁x 𝟘𝟙 😀!", "𐐀𐐁x| 𝟘𝟙| 😀!")]
    [InlineData("a\u00A0b\u3000c", "a|\u00A0|b|\u3000|c")]
    public void GPT_2s_rule_sees_whole_code_points(string text, string expected) =>
        Assert.Equal(expected, Parts(CodePointRegex.Gpt2, text));

    [Fact]
    public void Letters_that_are_newer_than_Unicode_14_are_no_letters() =>
        Assert.Equal("a|\uA7CB|b", Parts(CodePointRegex.Gpt2, "a\uA7CBb"));

    [Theory]
    [InlineData(@"\p{Lu}|\p{Ll}+", "𐐀𐐨𐐩", "𐐀|𐐨𐐩")]
    [InlineData(@"(?i:'s|'re)|.", "x'S'ſ'RE", "x|'S|'ſ|'RE")]
    [InlineData(@"[\s\S]{2}", "😀b😀😀", "😀b|😀😀")]
    public void Any_pattern_sees_whole_code_points(string pattern, string text, string expected) =>
        Assert.Equal(expected, Parts(CodePointRegex.Of(pattern), text));

    [Fact]
    public void Characters_beyond_the_first_plane_keep_their_category()
    {
        // One of each category that the higher planes have.
        Dictionary<string, string> examples = new()
        {
            ["Lu"] = "𐐀", ["Ll"] = "𐐨", ["Lm"] = "𖭀", ["Lo"] = "𠀀", ["Mn"] = "𐇽", ["Mc"] = "𑀀", ["Nd"] = "𐒠", ["Nl"] = "𐅀", ["No"] = "𐄇",
            ["Pd"] = "𐺭", ["Po"] = "𐄀", ["Sm"] = "𝛁", ["Sc"] = "𑿝", ["Sk"] = "🏻", ["So"] = "😀", ["Cf"] = "𑂽", ["Co"] = "\U000F0000", ["Cn"] = "\U000E0000",
        };
        foreach (var (category, character) in examples)
        {
            Assert.Equal(character, Parts(CodePointRegex.Of($@"\p{{{category}}}"), character + "\u0001"));
            Assert.Equal(category, Name(UnicodeCategories.Of(char.ConvertToUtf32(character, 0))));
        }
    }

    private static string Parts(CodePointRegex regex, string text) =>
        string.Join('|', regex.Matches(text).Select(match => text.Substring(match.Start, match.Length)));

    private static string Name(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu", UnicodeCategory.LowercaseLetter => "Ll", UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo", UnicodeCategory.NonSpacingMark => "Mn", UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.DecimalDigitNumber => "Nd", UnicodeCategory.LetterNumber => "Nl", UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.DashPunctuation => "Pd", UnicodeCategory.OtherPunctuation => "Po", UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc", UnicodeCategory.ModifierSymbol => "Sk", UnicodeCategory.OtherSymbol => "So",
        UnicodeCategory.Format => "Cf", UnicodeCategory.PrivateUse => "Co", UnicodeCategory.OtherNotAssigned => "Cn",
        _ => category.ToString(),
    };
}
