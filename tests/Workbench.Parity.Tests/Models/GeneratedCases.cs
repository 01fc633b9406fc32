using System.Text.Json;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Models;

/// <summary>Runs the greedy generation cases of a golden model.</summary>
internal static class GeneratedCases
{
    public static void Check(ExpectedModel expected, ILanguageModel model)
    {
        var generation = expected.Json.GetProperty("generation");
        var tolerance = expected.Json.GetProperty("generation_logprob_tolerance").GetDouble();
        using var prompts = Prompts(generation);
        foreach (var item in generation.GetProperty("cases").EnumerateArray().Where(item => !item.TryGetProperty("num_beams", out _)))
        {
            var name = item.GetProperty("name").GetString()!;
            using var generated = model.Generate(prompts, Options(item), null);
            var tokens = item.GetProperty("new_tokens").EnumerateArray().Select(row => row.Integers()).ToArray();
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

    public static TokenBatch Prompts(JsonElement generation) => new(
        Rectangle(generation.GetProperty("input_ids")), Rectangle(generation.GetProperty("attention_mask")).to(ScalarType.Bool));

    public static GenerationOptions Options(JsonElement item) => new()
    {
        Sample = false,
        MaxNewTokens = item.GetProperty("max_new_tokens").GetInt32(),
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

    private static Tensor Rectangle(JsonElement rows)
    {
        var numbers = rows.EnumerateArray().Select(row => row.Integers()).ToArray();
        return tensor(numbers.SelectMany(row => row).Select(id => (long)id).ToArray(), [numbers.Length, numbers[0].Length]);
    }
}
