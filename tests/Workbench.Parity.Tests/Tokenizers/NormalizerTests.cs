using System.Text;
using System.Text.Json;
using Workbench.Text.Files;
using Workbench.Text.Pipeline;

namespace Workbench.Parity.Tests.Tokenizers;

/// <summary>Small letters and stripped accents against the tokenizers library, over all of Unicode.</summary>
public class NormalizerTests
{
    public static TheoryData<string> Cases => new(
        File.Exists(Fixtures.At("normalizers", "cases.json")) ? [.. All().Select(item => item.GetProperty("name").GetString()!)] : [Fixtures.None]);

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Characters_become_what_the_tokenizers_library_makes_of_them(string name)
    {
        Fixtures.SkipIfNone(name);
        var expected = All().Single(item => item.GetProperty("name").GetString() == name);
        var settings = Encoding.UTF8.GetBytes(expected.GetProperty("normalizer").GetRawText());
        var normalizer = NormalizerJson.Read(JsonPlace.Parse("normalizer.json", settings));

        var found = normalizer.Normalize(AlignedText.Of(expected.GetProperty("text").GetString()!)).ToString();

        Assert.Equal(expected.GetProperty("expected").GetString(), found);
    }

    private static IEnumerable<JsonElement> All() => Fixtures.Json("normalizers", "cases.json").EnumerateArray();
}
