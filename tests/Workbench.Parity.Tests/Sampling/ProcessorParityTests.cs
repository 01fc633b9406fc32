using System.Text.Json;
using Workbench.Generation;
using Workbench.Generation.Processors;
using Workbench.Parity.Tests.Models;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Sampling;

/// <summary>Logits processors, alone and in generate()'s order, against transformers.</summary>
public class ProcessorParityTests
{
    public static TheoryData<string> Warpers => SamplingCases.Ids("warpers.json");

    public static TheoryData<string> Processors => SamplingCases.Ids("processors.json");

    public static TheoryData<string> Pipelines => SamplingCases.Ids("pipelines.json");

    [SkippableTheory]
    [MemberData(nameof(Warpers))]
    public void Each_warper_alone_gives_the_scores_of_transformers(string id)
    {
        Fixtures.SkipIfNone(id);
        using var scope = NewDisposeScope();
        var (file, item) = SamplingCases.Find("warpers.json", id);
        var name = item.GetProperty("processor").GetString()!;
        if (item.TryGetProperty("raises", out _))
        {
            Assert.ThrowsAny<ArgumentException>(() => SamplingCases.Processor(name, item.GetProperty("params")));
            return;
        }

        using var history = SamplingCases.History([], 0);
        var logits = SamplingCases.Row(file.GetProperty("logits").GetProperty(item.GetProperty("logits").GetString()!));
        SamplingCases.Compare(item.GetProperty("value"), SamplingCases.Processor(name, item.GetProperty("params")).Process(logits, history));
    }

    [SkippableTheory]
    [MemberData(nameof(Processors))]
    public void Each_processor_with_a_history_gives_the_scores_of_transformers(string id)
    {
        Fixtures.SkipIfNone(id);
        using var scope = NewDisposeScope();
        var (file, item) = SamplingCases.Find("processors.json", id);
        var parameters = item.GetProperty("params");
        var ids = item.GetProperty("input_ids").Integers();
        if (item.TryGetProperty("raises", out _))
        {
            Assert.ThrowsAny<ArgumentException>(() => SamplingCases.Processor(item.GetProperty("processor").GetString()!, parameters));
            return;
        }

        using var history = SamplingCases.History(ids, Math.Min(ids.Length, SamplingCases.PromptLength(parameters, ids.Length)));
        var logits = SamplingCases.Row(file.GetProperty("logits").GetProperty(item.GetProperty("logits").GetString()!));
        var processor = SamplingCases.Processor(item.GetProperty("processor").GetString()!, parameters);
        SamplingCases.Compare(item.GetProperty("value"), processor.Process(logits, history));
    }

    [SkippableTheory]
    [MemberData(nameof(Pipelines))]
    public void Several_settings_apply_in_the_order_of_transformers(string id)
    {
        Fixtures.SkipIfNone(id);
        using var scope = NewDisposeScope();
        var (file, item) = SamplingCases.Find("pipelines.json", id);
        var settings = item.GetProperty("settings");
        var endIds = SamplingCases.Several(item.GetProperty("eos_token_id"));
        var processors = Decoding.ProcessorsOf(SamplingCases.Options(settings, endIds, 0, 100));
        using var history = SamplingCases.History(item.GetProperty("input_ids").Integers(), item.GetProperty("prompt_length").GetInt32());
        var logits = SamplingCases.Row(file.GetProperty("logits").GetProperty(item.GetProperty("logits").GetString()!));
        SamplingCases.Compare(item.GetProperty("value"), processors.Aggregate(logits, (scores, processor) => processor.Process(scores, history)));
    }

    [SkippableFact]
    public void Processors_beside_the_models_give_the_scores_of_transformers()
    {
        var path = Fixtures.At("models", "logits_processors", "expected.safetensors");
        Skip.IfNot(File.Exists(path), "this set has no such data");
        using var scope = NewDisposeScope();
        using var expected = Workbench.Checkpoints.SafetensorsFile.Open(path);
        foreach (var item in Fixtures.Json("models", "logits_processors", "expected.json").GetProperty("cases").EnumerateObject())
        {
            var settings = item.Value;
            double Number(string key, double otherwise) => settings.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
            var options = new GenerationOptions
            {
                MaxNewTokens = 100,
                EndIds = settings.TryGetProperty("eos_token_id", out var end) ? [end.GetInt32()] : [],
                PadId = 0,
                Temperature = Number("temperature", 1),
                TopK = (int)Number("top_k", 0),
                TopP = Number("top_p", 1),
                MinP = Number("min_p", 0),
                TypicalP = Number("typical_p", 1),
                RepetitionPenalty = Number("repetition_penalty", 1),
                NoRepeatNgram = (int)Number("no_repeat_ngram_size", 0),
                MinNewTokens = (int)Number("min_new_tokens", 0),
            };
            var ids = expected.Read("input_ids");
            var prompt = (int)Number("prompt_length", ids.shape[1]);
            using var history = new TokenHistory(ids.narrow(1, 0, prompt), 100);
            for (var i = prompt; i < ids.shape[1]; i++)
            {
                var column = ids.select(1, i).contiguous();
                history.Add(column, column.data<long>().ToArray());
            }

            var scores = Decoding.ProcessorsOf(options).Aggregate(expected.Read("scores"), (current, processor) => processor.Process(current, history));
            var wanted = expected.Read($"after.{item.Name}");
            Assert.True(wanted.isinf().eq(scores.isinf()).all().item<bool>(), item.Name);
            Near.Equal(wanted.masked_fill(wanted.isinf(), 0), scores.masked_fill(scores.isinf(), 0), 1e-6, item.Name);
        }
    }
}
