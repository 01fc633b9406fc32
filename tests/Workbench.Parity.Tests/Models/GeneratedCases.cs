using System.Text.Json;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>Runs the generation cases of a golden model.</summary>
internal static class GeneratedCases
{
    public static void Check(ExpectedModel expected, ILanguageModel model)
    {
        var generation = expected.Json.GetProperty("generation");
        var tolerance = expected.Json.GetProperty("generation_logprob_tolerance").GetDouble();
        using var prompts = Prompts(generation);
        var cases = generation.GetProperty("cases").EnumerateArray().ToArray();
        Assert.NotEmpty(cases);
        foreach (var item in cases)
        {
            var name = item.GetProperty("name").GetString()!;
            Assert.Empty(item.EnumerateObject().Select(property => property.Name).Except(Known));
            using var generated = model.Generate(prompts, Options(item), null);
            var tokens = item.GetProperty("new_tokens").EnumerateArray().Select(row => row.Integers()).ToArray();
            if (item.TryGetProperty("num_beams", out _))
            {
                CheckBeams(expected, item, generated, tokens, name);
                continue;
            }

            var logProbs = item.GetProperty("step_logprobs").EnumerateArray().Select(row => row.Numbers()).ToArray();
            var steps = logProbs.Length;
            Assert.Equal(steps, generated.Responses.Width);
            for (var row = 0; row < tokens.Length; row++)
            {
                Assert.Equal(tokens[row].Take(steps), generated.Responses.Ids[row].data<long>().ToArray().Select(id => (int)id));
                var mask = generated.Responses.Mask[row].data<bool>().ToArray();
                var found = generated.LogProbs[row].data<float>().ToArray();
                for (var step = 0; step < steps && mask[step]; step++)
                {
                    Near.Equal(logProbs[step][row], found[step], tolerance, $"{name}: log-probability of row {row}, step {step}");
                }
            }
        }
    }

    private static void CheckBeams(ExpectedModel expected, JsonElement item, Generated generated, int[][] tokens, string name)
    {
        var tolerance = expected.Json.GetProperty("beam_score_tolerance").GetDouble();
        var scores = item.GetProperty("sequences_scores").Numbers();
        Assert.Equal(tokens.Length, generated.Responses.Count);
        Assert.Equal(scores.Length, generated.BeamScores!.Count);
        var width = (int)generated.Responses.Width;
        for (var row = 0; row < tokens.Length; row++)
        {
            Assert.Equal(tokens[row].Take(width), generated.Responses.Ids[row].data<long>().ToArray().Select(id => (int)id));
            Assert.All(tokens[row].Skip(width), id => Assert.Equal(item.GetProperty("pad_token_id").GetInt32(), id));
            Near.Equal(scores[row], generated.BeamScores[row], tolerance, $"{name}: score of row {row}");
        }
    }

    private static readonly string[] Known =
    [
        "name", "eos_token_id", "pad_token_id", "max_new_tokens", "min_new_tokens", "repetition_penalty", "no_repeat_ngram_size", "num_beams",
        "num_return_sequences", "length_penalty", "early_stopping", "sequences", "new_tokens", "step_logprobs", "sequences_scores",
    ];

    public static TokenBatch Prompts(JsonElement generation) => new(
        Rectangle(generation.GetProperty("input_ids")), Rectangle(generation.GetProperty("attention_mask")).to(ScalarType.Bool));

    public static GenerationOptions Options(JsonElement item) => new()
    {
        Sample = false,
        MaxNewTokens = item.GetProperty("max_new_tokens").GetInt32(),
        Beams = item.TryGetProperty("num_beams", out var beams) ? beams.GetInt32() : 1,
        ResponsesPerPrompt = item.TryGetProperty("num_return_sequences", out var returned) ? returned.GetInt32() : 1,
        LengthPenalty = item.TryGetProperty("length_penalty", out var lengthPenalty) ? lengthPenalty.GetDouble() : 1,
        BeamStopping = item.TryGetProperty("early_stopping", out var stopping) ? Stopping(stopping) : BeamStopping.WhenUnlikely,
        EndIds = item.GetProperty("eos_token_id") switch
        {
            { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.Array } several => several.Integers(),
            var one => [one.GetInt32()],
        },
        PadId = item.GetProperty("pad_token_id").GetInt32(),
        MinNewTokens = item.TryGetProperty("min_new_tokens", out var minimum) ? minimum.GetInt32() : 0,
        RepetitionPenalty = item.TryGetProperty("repetition_penalty", out var penalty) ? penalty.GetDouble() : 1,
        NoRepeatNgram = item.TryGetProperty("no_repeat_ngram_size", out var size) ? size.GetInt32() : 0,
    };

    private static BeamStopping Stopping(JsonElement earlyStopping) => earlyStopping.ValueKind switch
    {
        JsonValueKind.True => BeamStopping.WhenFull,
        JsonValueKind.False => BeamStopping.WhenUnlikely,
        _ => earlyStopping.GetString() == "never" ? BeamStopping.WhenImpossible : throw new NotSupportedException(earlyStopping.GetRawText()),
    };

    private static Tensor Rectangle(JsonElement rows)
    {
        var numbers = rows.EnumerateArray().Select(row => row.Integers()).ToArray();
        return tensor(numbers.SelectMany(row => row).Select(id => (long)id).ToArray(), [numbers.Length, numbers[0].Length]);
    }
}
