using System.Text.Json;
using Workbench.Generation;
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
        var options = SamplingCases.Options(settings, item.GetProperty("eos_token_id").GetInt32(), pad, limit);
        var uniforms = item.GetProperty("u") is { ValueKind: JsonValueKind.Array } given
            ? new GivenUniforms([.. given.EnumerateArray().Select(row => row.Numbers())])
            : null;
        var ids = tensor(prompts.SelectMany(row => row).Select(i => (long)i).ToArray(), [prompts.Length, prompts[0].Length]);
        using var batch = new TokenBatch(ids, ones_like(ids, ScalarType.Bool));

        var decoder = new MarkovDecoder(cat([.. file.GetProperty("tables").GetProperty(item.GetProperty("table").GetString()!).EnumerateArray().Select(SamplingCases.Row)]));
        using var generated = Decoding.Generate(decoder, batch, options, uniforms);

        var sequences = item.GetProperty("value").GetProperty("sequences").EnumerateArray().Select(row => row.Integers()).ToArray();
        var width = sequences[0].Length - prompts[0].Length;
        Assert.Equal(width, generated.Responses.Width);
        for (var row = 0; row < sequences.Length; row++)
        {
            Assert.Equal(sequences[row].Skip(prompts[0].Length), generated.Responses.Ids[row].data<long>().ToArray().Select(i => (int)i));
        }
    }

    private sealed class GivenUniforms(double[][] table) : IUniforms
    {
        public double At(long row, int step) => step < table.Length ? table[step][row] : 0;
    }
}
