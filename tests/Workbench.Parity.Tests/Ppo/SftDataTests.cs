using System.Text.Json;
using TorchSharp;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>Packing, padding and reply masks against TRL 0.11.4 and 1.16.</summary>
public sealed class SftDataTests
{
    private const string NewFile = "newer/trl_1_16/sft.json";
    private const string MaskFile = "newer/trl_0_11_4/completion_only_collator.json";
    private const string ConstantFile = "newer/trl_0_11_4/constant_length_packing.json";
    private const int Ignored = -100;

    public static TheoryData<string> Packed => Names(NewFile, "packed");

    public static TheoryData<string> Collated => Names(NewFile, "collated");

    public static TheoryData<string> Masked => Names(MaskFile, "results");

    public static TheoryData<string> Constant => Names(ConstantFile, "results");

    [SkippableTheory]
    [MemberData(nameof(Packed))]
    public void PackedRowsAreThoseOfTrl(string name)
    {
        Fixtures.SkipIfNone(name);
        var file = Fixtures.Json("ppo", NewFile);
        var sequences = Lists(file.GetProperty("sequences"));
        var expected = file.GetProperty("packed").GetProperty(name);
        var rowsOfTrl = Lists(expected.GetProperty("input_ids"));
        var capacity = NumberIn(name) ?? rowsOfTrl.Max(row => row.Length);
        if (!expected.TryGetProperty("seq_lengths", out _))
        {
            Assert.Equal(rowsOfTrl, Packing.Wrapped(sequences, capacity)); // texts run on from row to row
            return;
        }

        // What is too long is cut, or made into pieces: then no token is lost.
        var pieces = rowsOfTrl.Sum(row => row.Length) == sequences.Sum(ids => ids.Length)
            ? Packing.Split(sequences, capacity)
            : [.. sequences.Select(ids => ids.Take(capacity).ToArray())];
        var rows = Packing.BestFit([.. pieces.Select(piece => piece.Count)], capacity);
        Assert.Equal(rowsOfTrl, rows.Select(row => row.SelectMany(piece => pieces[piece])));
        Assert.Equal(Lists(expected.GetProperty("seq_lengths")), rows.Select(row => row.Select(piece => pieces[piece].Count)));
    }

    [SkippableTheory]
    [MemberData(nameof(Collated))]
    public void CollatedExamplesAreThoseOfTrl(string name)
    {
        Fixtures.SkipIfNone(name);
        using var scope = NewDisposeScope();
        var file = Fixtures.Json("ppo", NewFile);
        var expected = file.GetProperty("collated").GetProperty(name);
        var examples = file.GetProperty("collator_examples").EnumerateArray()
            .Select(example => (Ids: example.GetProperty("input_ids").Integers(), Labels: example.GetProperty("labels").Integers())).ToArray();
        if (IsFlattened(expected))
        {
            var rows = PackedRows.Of([examples.Select(example => example.Ids).ToArray()], padId: 0);
            Assert.Equal(Lists(expected.GetProperty("input_ids")), Lists(rows.Ids));
            Assert.Equal(Lists(expected.GetProperty("position_ids")), Lists(rows.Positions));
            Assert.Equal(Lists(expected.GetProperty("seq_idx")), Lists(rows.Texts - 1));
            Assert.Equal(expected.GetProperty("max_length_q").GetInt32(), rows.LongestText);
            // The first token of a text is never learned: nothing before it predicts it.
            Assert.Equal(
                Lists(expected.GetProperty("labels"))[0],
                examples.SelectMany(example => example.Labels.Select((label, i) => i == 0 ? Ignored : label)));
            return;
        }

        var padId = Padding(expected).SelectMany(ids => ids).FirstOrDefault();
        var padded = PaddedTokens.Of([.. examples.Select(example => example.Ids)], new PaddingOptions { PadId = padId, MultipleOf = NumberIn(name) ?? 1 });
        Assert.Equal(Lists(expected.GetProperty("input_ids")), padded.Ids.Select(id => (int)id).Chunk(padded.Width));
        Assert.Equal(Lists(expected.GetProperty("attention_mask")), padded.Mask.Select(real => real ? 1 : 0).Chunk(padded.Width));
        Assert.Equal(
            Lists(expected.GetProperty("labels")),
            examples.Select(example => example.Labels.Concat(Enumerable.Repeat(Ignored, padded.Width - example.Labels.Length))));
    }

    [SkippableTheory]
    [MemberData(nameof(Masked))]
    public void ReplyMasksAreThoseOfTrl(string name)
    {
        Fixtures.SkipIfNone(name);
        var file = Fixtures.Json("ppo", MaskFile);
        var examples = file.GetProperty("examples").EnumerateObject().Select(example => example.Value.GetProperty("input_ids").Integers()).ToArray();
        var (human, assistant) = (file.GetProperty("token_ids").GetProperty("###Human:").GetInt32(), file.GetProperty("token_ids").GetProperty("###Assistant:").GetInt32());
        var end = file.GetProperty("eos_token_id").GetInt32();
        var result = file.GetProperty("results").GetProperty(name);
        var expected = Lists(result.GetProperty("labels"));
        var flat = IsFlattened(result) ? Chunks(expected[0], examples) : expected;
        // The settings show in the labels: a mark that no text has leaves nothing to learn, and only with a mark of the questions too are
        // earlier replies learned and questions behind the last one not.
        var nothing = flat.All(row => row.All(label => label == Ignored));
        var everyTurn = flat.Zip(examples, (row, ids) =>
        {
            var last = Array.LastIndexOf(ids, assistant);
            var question = last < 0 ? -1 : Array.IndexOf(ids, human, last);
            return row.Take(last + 1).Any(label => label != Ignored) || (question >= 0 && row[question] == Ignored);
        }).Any(kept => kept);
        var masks = examples.Select(ids => nothing ? ReplyMask.LastTurn(ids, [assistant, assistant])
            : everyTurn ? ReplyMask.AllTurns(ids, [assistant], [human])
            : ReplyMask.LastTurn(ids, [assistant])).ToArray();
        var labels = examples.Zip(masks, (ids, mask) => ids.Zip(mask, (id, on) => on ? id : Ignored).ToArray()).ToArray();
        if (IsFlattened(result))
        {
            Assert.Equal(expected[0], labels.SelectMany(row => row.Select((label, i) => i == 0 ? Ignored : label)));
            return;
        }

        // With pad = end TRL hides the end of a reply along with the padding; here the end is always learned.
        var hidden = Padding(result).Any(ids => ids.Contains(end)) ? end : Ignored;
        var width = expected.Max(row => row.Length);
        Assert.Equal(
            expected,
            labels.Select(row => row.Select(label => label == hidden ? Ignored : label).Concat(Enumerable.Repeat(Ignored, width - row.Length))));
    }

    [SkippableTheory]
    [MemberData(nameof(Constant))]
    public void RowsOfConstantLengthAreThoseOfTrl(string name)
    {
        Fixtures.SkipIfNone(name);
        var file = Fixtures.Json("ppo", ConstantFile);
        var c = file.GetProperty("results").GetProperty(name);
        var settings = c.GetProperty("settings");
        double Setting(string key, double missing) => settings.TryGetProperty(key, out var value) ? value.GetDouble() : missing;
        var capacity = (int)Setting("seq_length", 1024);
        int? separator = settings.TryGetProperty("append_concat_token", out var append) && !append.GetBoolean()
            ? null
            : settings.GetProperty("concat_token_id").GetInt32();
        var limit = capacity * Setting("chars_per_token", 3.6) * Setting("num_of_sequences", 1024);
        var texts = file.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!.Length)
            .Zip(Lists(file.GetProperty("texts_token_ids"))).ToArray();
        var (rows, buffer, characters) = (new List<IReadOnlyList<int>>(), new List<int[]>(), 0);
        foreach (var (length, ids) in texts)
        {
            buffer.Add(ids);
            characters += length;
            if (characters >= limit)
            {
                rows.AddRange(Packing.ConstantLength(buffer, capacity, separator));
                (buffer, characters) = ([], 0);
            }
        }

        rows.AddRange(Packing.ConstantLength(buffer, capacity, separator));
        Assert.Equal(Lists(c.GetProperty("sequences")), rows);
    }

    // Examples behind one another in one row, told apart by their positions.
    private static bool IsFlattened(JsonElement batch) => batch.TryGetProperty("position_ids", out _);

    private static int[][] Padding(JsonElement batch) =>
        [.. Lists(batch.GetProperty("input_ids")).Zip(Lists(batch.GetProperty("attention_mask")), (ids, mask) => ids.Where((_, i) => mask[i] == 0).ToArray())];

    // The rows of a batch that were laid behind one another.
    private static int[][] Chunks(int[] row, int[][] examples)
    {
        var start = 0;
        return [.. examples.Select(ids => row[start..(start += ids.Length)])];
    }

    // Settings that a file states in the names of its results alone, as "bfd_9".
    private static int? NumberIn(string name) =>
        int.TryParse(name[(name.LastIndexOf('_') + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int[][] Lists(JsonElement lists) => [.. lists.EnumerateArray().Select(list => list.Integers())];

    private static int[][] Lists(Tensor tensor) => [.. tensor.data<long>().ToArray().Select(id => (int)id).Chunk((int)tensor.shape[1])];

    private static TheoryData<string> Names(string file, string property)
    {
        var rows = File.Exists(Fixtures.At("ppo", file))
            ? Fixtures.Json("ppo", file).GetProperty(property).EnumerateObject().Select(named => named.Name).ToArray()
            : [];
        return new TheoryData<string>(rows.Length == 0 ? [Fixtures.None] : rows);
    }
}
