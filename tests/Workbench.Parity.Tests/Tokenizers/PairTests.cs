using System.Text.Json;
using Workbench.Text;

namespace Workbench.Parity.Tests.Tokenizers;

public sealed class PairTests
{
    public static TheoryData<string> Folders => Fixtures.Folders("tokenizers", "pairs.json");

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Pairs_are_joined_as_with_Hugging_Face(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var tokenizer = new TokenizerCases(folder).Load();
        var mismatches = new Mismatches();
        foreach (var row in Rows(folder, "pairs"))
        {
            var encoding = tokenizer.EncodeWithOffsets(Text(row, "a")!, Text(row, "b"));
            mismatches.Check($"ids of {Shown(row)}", row.GetProperty("input_ids").Integers(), encoding.Ids);
            mismatches.Check($"special tokens of {Shown(row)}", row.GetProperty("special_tokens_mask").Integers(), encoding.SpecialMask.Select(s => s ? 1 : 0));
            mismatches.Check($"offsets of {Shown(row)}", row.GetProperty("offsets").Integers(), encoding.Offsets.SelectMany(o => new[] { o.Start, o.End }));
            if (row.TryGetProperty("token_type_ids", out var segments))
            {
                mismatches.Check($"segments of {Shown(row)}", segments.Integers(), encoding.Segments);
            }
        }

        mismatches.AssertNone();
    }

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public void Truncation_cuts_and_refuses_as_Hugging_Face_does(string folder)
    {
        Fixtures.SkipIfNone(folder);
        var tokenizer = new TokenizerCases(folder).Load();
        var maxLength = Fixtures.Json("tokenizers", folder, "pairs.json").GetProperty("max_length").GetInt32();
        var mismatches = new Mismatches();
        foreach (var row in Rows(folder, "truncated"))
        {
            var truncation = new Truncation(row.TryGetProperty("max_length", out var own) ? own.GetInt32() : maxLength)
            {
                Strategy = Enum.Parse<TruncationStrategy>(Text(row, "strategy")!.Replace("_", ""), ignoreCase: true),
                Side = Enum.Parse<TextSide>(Text(row, "side")!, ignoreCase: true),
            };
            var expected = row.TryGetProperty("input_ids", out var ids) ? string.Join(' ', ids.Integers()) : "refused";
            mismatches.Check($"{truncation} of {Shown(row)}", expected, Truncated(tokenizer, row, truncation));
        }

        mismatches.AssertNone();
    }

    private static string Truncated(PipelineTokenizer tokenizer, JsonElement row, Truncation truncation)
    {
        try
        {
            return string.Join(' ', tokenizer.EncodeWithOffsets(Text(row, "a")!, Text(row, "b"), truncation: truncation).Ids);
        }
        catch (WorkbenchException)
        {
            return "refused";
        }
    }

    private static JsonElement.ArrayEnumerator Rows(string folder, string name) =>
        Fixtures.Json("tokenizers", folder, "pairs.json").GetProperty(name).EnumerateArray();

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static string Shown(JsonElement row) => $"{row.GetProperty("a").GetRawText()} + {row.GetProperty("b").GetRawText()}";
}
