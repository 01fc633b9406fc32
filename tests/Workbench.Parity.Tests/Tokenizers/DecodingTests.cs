using System.Text.Json;
using Workbench.Text;

namespace Workbench.Parity.Tests.Tokenizers;

public sealed class DecodingTests
{
    public static TheoryData<string> Folders => TokenizerCases.Folders;

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Encoded_texts_decode_as_with_Hugging_Face(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var cases = new TokenizerCases(folder);
        var tokenizer = cases.Load();
        var mismatches = new Mismatches();
        foreach (var row in cases.Cases)
        {
            var ids = row.GetProperty("ids").Integers();
            var all = Field(row, "decoded", row.GetProperty("text").GetString()!);
            var withoutSpecial = Field(row, "decoded_skip_special", all);
            var cleaned = Field(row, "decoded_skip_special_cleaned", withoutSpecial);
            mismatches.Check($"text of {EncodingTests.Shown(row)}", all, tokenizer.Decode(ids, skipSpecialTokens: false));
            mismatches.Check($"text without special tokens of {EncodingTests.Shown(row)}", withoutSpecial, tokenizer.Decode(ids));
            mismatches.Check($"cleaned text of {EncodingTests.Shown(row)}", cleaned, SpaceCleaning.Clean(tokenizer.Decode(ids)));
        }

        mismatches.AssertNone();
    }

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Random_ids_decode_as_with_Hugging_Face(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var cases = new TokenizerCases(folder);
        Skip.IfNot(cases.Decodes.Any(), $"{folder} has no random ids");
        var mismatches = new Mismatches();
        foreach (var tokenizer in new[] { cases.Load(), cases.LoadWithoutJson() }.OfType<PipelineTokenizer>())
        {
            foreach (var row in cases.Decodes)
            {
                var ids = row.GetProperty("ids").Integers();
                mismatches.Check($"text of {row}", row.GetProperty("decoded").GetString()!, tokenizer.Decode(ids, skipSpecialTokens: false));
                mismatches.Check($"text without special tokens of {row}", row.GetProperty("decoded_skip_special").GetString()!, tokenizer.Decode(ids));
            }
        }

        mismatches.AssertNone();
    }

    private static string Field(JsonElement row, string name, string otherwise) =>
        row.TryGetProperty(name, out var value) ? value.GetString()! : otherwise;
}
