using System.Text.Json;
using Workbench.Text;

namespace Workbench.Parity.Tests.Tokenizers;

public sealed class EncodingTests
{
    public static TheoryData<string> Folders => TokenizerCases.Folders;

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Ids_tokens_and_offsets_are_those_of_Hugging_Face(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var cases = new TokenizerCases(folder);
        var tokenizer = cases.Load();
        Assert.Equal(cases.VocabularySize, tokenizer.VocabularySize);
        var mismatches = new Mismatches();
        foreach (var row in cases.Cases)
        {
            var text = row.GetProperty("text").GetString()!;
            var encoding = tokenizer.EncodeWithOffsets(text);
            mismatches.Check($"ids of {Shown(row)}", row.GetProperty("ids").Integers(), encoding.Ids);
            mismatches.Check($"offsets of {Shown(row)}", row.GetProperty("offsets").Integers(), encoding.Offsets.SelectMany(o => new[] { o.Start, o.End }));
            if (row.TryGetProperty("tokens", out var tokens))
            {
                mismatches.Check($"tokens of {Shown(row)}", tokens.EnumerateArray().Select(t => t.GetString()!), encoding.Tokens);
            }

            mismatches.Check($"Encode of {Shown(row)}", encoding.Ids, tokenizer.Encode(text));
            mismatches.Check($"ids without special tokens of {Shown(row)}", WithoutSpecial(row), tokenizer.Encode(text, addSpecialTokens: false));
        }

        mismatches.AssertNone();
    }

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void The_older_files_alone_give_the_same_ids(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var cases = new TokenizerCases(folder);
        var tokenizer = cases.LoadWithoutJson();
        Skip.If(tokenizer is null, $"{folder} has a tokenizer.json only");
        Assert.Equal(cases.VocabularySize, tokenizer.VocabularySize);
        var mismatches = new Mismatches();
        foreach (var row in cases.Cases.Where(row => !row.TryGetProperty("slow_ids", out _) && !row.TryGetProperty("sentencepiece_ids", out _)))
        {
            var encoding = tokenizer.EncodeWithOffsets(row.GetProperty("text").GetString()!);
            mismatches.Check($"ids of {Shown(row)}", row.GetProperty("ids").Integers(), encoding.Ids);
            mismatches.Check($"offsets of {Shown(row)}", row.GetProperty("offsets").Integers(), encoding.Offsets.SelectMany(o => new[] { o.Start, o.End }));
            mismatches.Check($"ids without special tokens of {Shown(row)}", WithoutSpecial(row), tokenizer.Encode(row.GetProperty("text").GetString()!, addSpecialTokens: false));
        }

        mismatches.AssertNone();
    }

    internal static string Shown(JsonElement row) => row.GetProperty("text").GetRawText();

    private static int[] WithoutSpecial(JsonElement row) =>
        (row.TryGetProperty("ids_no_special", out var ids) ? ids : row.GetProperty("ids")).Integers();
}
