using System.Text.Json;
using Workbench.Generation;
using Workbench.Parity.Tests.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Sampling;

/// <summary>Draws with given uniform numbers, alone and inside whole generations on a Markov model.</summary>
public class InverseCdfParityTests
{
    public static TheoryData<string> Draws => SamplingCases.Ids("inverse_cdf.json");

    public static TheoryData<string> Generations => SamplingCases.Ids("generations.json");

    [SkippableTheory]
    [MemberData(nameof(Draws))]
    public void Each_uniform_number_picks_its_token(string id)
    {
        Fixtures.SkipIfNone(id);
        using var scope = NewDisposeScope();
        var item = SamplingCases.Find("inverse_cdf.json", id).Case;
        var probabilities = item.GetProperty("probabilities").Numbers();
        var uniforms = item.GetProperty("u").Numbers();

        var table = tensor(probabilities).unsqueeze(0).expand(uniforms.Length, probabilities.Length);
        var index = InverseCdf.Draw(table, tensor(uniforms));

        Assert.Equal(item.GetProperty("index").Integers(), index.data<long>().ToArray().Select(i => (int)i));
    }

    [SkippableTheory]
    [MemberData(nameof(Draws))]
    public void Single_precision_draws_are_those_of_the_same_numbers_in_double_precision(string id)
    {
        Fixtures.SkipIfNone(id);
        using var scope = NewDisposeScope();
        var item = SamplingCases.Find("inverse_cdf.json", id).Case;
        var uniforms = item.GetProperty("u").Numbers();
        var single = tensor(item.GetProperty("probabilities").Numbers()).to(ScalarType.Float32);
        var table = single.unsqueeze(0).expand(uniforms.Length, single.shape[0]);

        var index = InverseCdf.Draw(table, tensor(uniforms));

        Assert.Equal(InverseCdf.Draw(table.to(ScalarType.Float64), tensor(uniforms)).data<long>().ToArray(), index.data<long>().ToArray());
    }

    [SkippableTheory]
    [MemberData(nameof(Generations))]
    public void A_Markov_model_generates_the_sequences_of_transformers(string id)
    {
        Fixtures.SkipIfNone(id);
        using var scope = NewDisposeScope();
        var (file, item) = SamplingCases.Find("generations.json", id);
        var settings = item.GetProperty("settings");
        var pad = item.GetProperty("pad_token_id").GetInt32();
        var limit = item.GetProperty("max_new_tokens").GetInt32();
        var prompts = item.GetProperty("prompts").EnumerateArray().Select(row => row.Integers()).ToArray();
        var options = SamplingCases.Options(settings, SamplingCases.Several(item.GetProperty("eos_token_id")), pad, limit);
        var uniforms = item.GetProperty("u") is { ValueKind: JsonValueKind.Array } given
            ? new GivenUniforms([.. given.EnumerateArray().Select(row => row.Numbers())])
            : null;
        var ids = tensor(prompts.SelectMany(row => row).Select(i => (long)i).ToArray(), [prompts.Length, prompts[0].Length]);
        using var batch = new TokenBatch(ids, ones_like(ids, ScalarType.Bool));

        var table = cat([.. file.GetProperty("tables").GetProperty(item.GetProperty("table").GetString()!).EnumerateArray().Select(SamplingCases.Row)]);
        using var generated = Decoding.Generate(new MarkovDecoder(table.clone()), batch, options, uniforms);

        var sequences = item.GetProperty("value").GetProperty("sequences").EnumerateArray().Select(row => row.Integers()).ToArray();
        var width = sequences[0].Length - prompts[0].Length;
        Assert.Equal(width, generated.Responses.Width);
        for (var row = 0; row < sequences.Length; row++)
        {
            Assert.Equal(sequences[row].Skip(prompts[0].Length), generated.Responses.Ids[row].data<long>().ToArray().Select(i => (int)i));
        }

        foreach (var (name, step) in new[] { ("first_step_scores", 0), ("last_step_scores", width - 1) })
        {
            var scores = item.GetProperty("value").GetProperty(name).EnumerateArray().ToArray();
            for (var row = 0; row < sequences.Length; row++)
            {
                using var history = SamplingCases.History(sequences[row][..(prompts[0].Length + step)], prompts[0].Length);
                var found = Decoding.ProcessorsOf(options)
                    .Aggregate(table[sequences[row][prompts[0].Length + step - 1]].unsqueeze(0), (current, processor) => processor.Process(current, history));
                Assert.Equal(scores[row].Numbers().Select(double.IsNegativeInfinity), found.data<float>().ToArray().Select(float.IsNegativeInfinity));
                var kept = found.isfinite();
                Near.Equal(SamplingCases.Row(scores[row]).masked_fill(kept.logical_not(), 0), found.masked_fill(kept.logical_not(), 0), 1e-5, $"{name}, row {row}");
            }
        }
    }

    private sealed class GivenUniforms(double[][] table) : IUniforms
    {
        public double At(long row, int step) => step < table.Length ? table[step][row] : 0;
    }
}
