using System.Text.Json;
using Workbench.Generation;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Sampling;

/// <summary>Where responses end, against transformers' stopping criteria and TRL's truncate_response.</summary>
public class StoppingParityTests
{
    public static TheoryData<string> Cases => SamplingCases.Ids("stopping.json");

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Responses_end_where_they_do_in_transformers(string id)
    {
        Fixtures.SkipIfNone(id);
        using var scope = NewDisposeScope();
        var item = SamplingCases.Find("stopping.json", id).Case;
        switch (item.GetProperty("function").GetString())
        {
            case "StopStringCriteria":
                StopTextsEnd(item);
                break;
            case "EosTokenCriteria":
                EndTokensEnd(item);
                break;
            case "MaxLengthCriteria":
                TheLimitEnds(item);
                break;
            case "trl.trainer.utils.truncate_response":
                StopTokensCut(item);
                break;
            default:
                throw new NotSupportedException(item.GetProperty("function").GetString());
        }
    }

    private static void StopTextsEnd(JsonElement item)
    {
        var pieces = item.GetProperty("pieces").EnumerateArray().Select(piece => piece.GetString()!).ToArray();
        var stops = item.GetProperty("stop_strings").EnumerateArray().Select(stop => stop.GetString()!).ToArray();
        var value = item.GetProperty("value");
        var done = value.GetProperty("done_after_each_piece").EnumerateArray().Select(one => one.GetBoolean()).ToArray();
        Assert.Equal(done, pieces.Select((piece, i) => StopTexts.EndIn(string.Concat(pieces[..(i + 1)]), piece.Length, stops)));

        var rule = new StopTexts(new PieceTokenizer(pieces), stops);
        var watch = rule.Watch();
        Assert.Equal(done, Enumerable.Range(0, pieces.Length).Select(watch));
        var first = value.GetProperty("first_done").GetInt32();
        Assert.Equal(first < 0 ? pieces.Length : first, rule.KeptTokens([.. Enumerable.Range(0, pieces.Length)]));
        Assert.Equal(item.GetProperty("text_before_first_stop").GetString(), rule.Before(item.GetProperty("text").GetString()!));
    }

    private static void EndTokensEnd(JsonElement item)
    {
        var rows = item.GetProperty("input_ids").EnumerateArray().Select(row => row.Integers()).ToArray();
        var options = new GenerationOptions { MaxNewTokens = rows[0].Length + 1, EndIds = SamplingCases.Several(item.GetProperty("eos_token_id")), PadId = 0 };
        var found = rows.Select(row => !new ResponseTokens(1, options, _ => []).Add(0, row[^1]));
        Assert.Equal(item.GetProperty("value").EnumerateArray().Select(one => one.GetBoolean()), found);
    }

    private static void TheLimitEnds(JsonElement item)
    {
        var (length, limit) = (item.GetProperty("length").GetInt32(), item.GetProperty("max_length").GetInt32());
        var options = new GenerationOptions { MaxNewTokens = limit, EndIds = [], PadId = 0, Sample = false };
        using var generated = Decoding.Generate(new MarkovDecoder(eye(2)), new TokenBatch(ones(1, 1, ScalarType.Int64), ones(1, 1, ScalarType.Bool)), options, null);
        Assert.Equal(item.GetProperty("value")[0].GetBoolean(), length >= generated.Responses.Width);
    }

    private static void StopTokensCut(JsonElement item)
    {
        var rows = item.GetProperty("responses").EnumerateArray().Select(row => row.Integers()).ToArray();
        var ids = tensor(rows.SelectMany(row => row).Select(id => (long)id).ToArray(), [rows.Length, rows[0].Length]);
        var stops = SamplingCases.Several(item.GetProperty("stop_token_id"));
        var pad = item.GetProperty("pad_token_id").GetInt32();
        var value = item.GetProperty("value");

        var first = StopTokens.First(ids, stops);
        var cut = StopTokens.Truncate(new TokenBatch(ids, ones_like(ids, ScalarType.Bool)), stops, pad);

        Assert.Equal(value.GetProperty("first_stop").Integers(), Integers(first));
        Assert.Equal(value.GetProperty("truncated").EnumerateArray().SelectMany(row => row.Integers()), Integers(cut.Ids));
        Assert.Equal(value.GetProperty("first_pad_after").Integers(), Integers(StopTokens.First(cut.Ids, [pad])));
    }

    private static IEnumerable<int> Integers(Tensor ids) => ids.contiguous().data<long>().ToArray().Select(id => (int)id);

    /// <summary>Piece i has the id i.</summary>
    private sealed class PieceTokenizer(string[] pieces) : ITextTokenizer
    {
        public int VocabularySize => pieces.Length;

        public int EndId => throw new NotSupportedException();

        public int PadId => throw new NotSupportedException();

        public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true) => throw new NotSupportedException();

        public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true) => string.Concat(ids.Select(id => pieces[id]));

        public int? IdOf(string token) => throw new NotSupportedException();
    }
}
