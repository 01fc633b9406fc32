using System.Text.Json;
using System.Text.Json.Nodes;
using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>
/// One recorded update of TRL's PPOv2Trainer, its experimental successor or RLOOTrainer: settings, models, the batch and what each pass gave.
/// </summary>
public sealed class UpdateRun : IDisposable
{
    private readonly SafetensorsFile tensors;
    private readonly SafetensorsFile weights;
    private readonly JsonElement settings;
    private int heads;

    public UpdateRun(string name)
    {
        var json = Fixtures.Json("ppo", "newer", $"{name}.json");
        settings = json.GetProperty("settings");
        Optimizer = json.GetProperty("optimizer").GetProperty("groups")[0];
        Passes = [.. json.GetProperty("micro_batches").EnumerateArray()];
        Metrics = json.GetProperty("metrics")[0];
        tensors = SafetensorsFile.Open(Fixtures.At("ppo", "newer", $"{name}.safetensors"));
        var kind = settings.TryGetProperty("rloo_k", out _) ? "rloo" : "ppo";
        weights = SafetensorsFile.Open(Fixtures.At("ppo", "newer", Path.GetDirectoryName(name)!, $"{kind}_init_weights.safetensors"));
        Prompts = [.. Rows("batch.queries").Select(row => row.Where(id => id != PadId).ToArray())];
        Sampled = Rows("batch.responses");
        Responses = [.. Rows("batch.postprocessed_responses").Zip(Longs("batch.sequence_lengths"), (row, last) => row.Take((int)last + 1).ToArray())];
    }

    public static int PadId => 0;

    public static int EndId => 1;

    public JsonElement Optimizer { get; }

    public JsonElement[] Passes { get; }

    public JsonElement Metrics { get; }

    public int[][] Prompts { get; }

    /// <summary>All that was sampled, to the fixed length.</summary>
    public int[][] Sampled { get; }

    /// <summary>The same up to and with the end.</summary>
    public int[][] Responses { get; }

    public int Width => Sampled[0].Length;

    public Tensor this[string key] => tensors.Read(key);

    public IEnumerable<string> FinalNames => tensors.Tensors.Keys.Where(name => name.StartsWith("final.", StringComparison.Ordinal));

    /// <summary>The runs of a kind: folder and name without extension.</summary>
    public static TheoryData<string> Named(Func<JsonElement, bool> kind)
    {
        var root = Fixtures.At("ppo", "newer");
        var names = Directory.Exists(root)
            ? Directory.GetFiles(root, "*.json", SearchOption.AllDirectories)
                .Select(file => Path.ChangeExtension(Path.GetRelativePath(root, file), null)!)
                .Where(name => Fixtures.Json("ppo", "newer", $"{name}.json") is { ValueKind: JsonValueKind.Object } json
                    && json.TryGetProperty("settings", out var settings) && json.TryGetProperty("micro_batches", out _) && kind(settings))
                .Order(StringComparer.Ordinal).ToArray()
            : [];
        return new TheoryData<string>(names.Length == 0 ? [Fixtures.None] : names);
    }

    public double Setting(string key, double missing = 0) =>
        settings.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : missing;

    public double? Optional(string key) =>
        settings.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public string? Text(string key) => settings.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string key) => settings.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True;

    public long[] Longs(string key)
    {
        using var tensor = this[key];
        return tensor.to_type(ScalarType.Int64).data<long>().ToArray();
    }

    public double[] Numbers(string key)
    {
        using var tensor = this[key];
        return tensor.to_type(ScalarType.Float64).data<double>().ToArray();
    }

    /// <summary>Which rows each pass took, in order.</summary>
    public int[][] PassRows => [.. Passes.Select((_, i) => Longs($"micro{i}.micro_batch_inds").Select(row => (int)row).ToArray())];

    public Completion[] Completions(Func<int, int>? order = null)
    {
        var ended = Longs("batch.contain_eos_token");
        return [.. Enumerable.Range(0, Prompts.Length).Select(i => order?.Invoke(i) ?? i)
            .Select(row => new Completion("", "", Prompts[row], Responses[row], ended[row] != 0))];
    }

    /// <summary>A model as it was before the update. The files leave out the number of heads, so it is the one that gives the recorded numbers.</summary>
    public ILanguageModel Model(string name)
    {
        heads = heads == 0 ? FindHeads() : heads;
        return Build(name, heads);
    }

    public ScalarHead Head(string name, ILanguageModel trunk)
    {
        return new ScalarHead(new ParameterScope(new CheckpointParameters(weights, ""), $"{name}.{ScalarHead.Name}."), trunk.HiddenSize);
    }

    public void Dispose()
    {
        tensors.Dispose();
        weights.Dispose();
    }

    private int FindHeads()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var width = (int)weights.Tensors["ref.transformer.wte.weight"].Shape[1];
        var expected = this["batch.ref_logprobs"];
        var mask = this["batch.padding_mask"].eq(0);
        foreach (var candidate in Enumerable.Range(1, width).Where(count => width % count == 0))
        {
            using var model = Build("ref", candidate);
            var logits = model.Forward(TokenBatches.LeftPadded(Prompts, PadId), TokenBatches.RightPadded(Responses, PadId, width: Width)).Logits;
            var found = Rlhf.LogProbs.OfTokens(logits, this["batch.responses"], Setting("temperature", 1));
            if ((found - expected).masked_fill(mask.logical_not(), 0).abs().max().item<float>() < 1e-4)
            {
                return candidate;
            }
        }

        throw new InvalidDataException("no number of heads gives the recorded log-probabilities");
    }

    private ILanguageModel Build(string name, int headCount)
    {
        var token = weights.Tensors[$"{name}.transformer.wte.weight"].Shape;
        var layers = weights.Tensors.Keys.Count(key =>
            key.StartsWith($"{name}.transformer.h.", StringComparison.Ordinal) && key.EndsWith(".ln_1.weight", StringComparison.Ordinal));
        var config = new ModelConfig(new JsonObject
        {
            ["model_type"] = "gpt2",
            ["n_layer"] = layers,
            ["n_embd"] = token[1],
            ["n_head"] = headCount,
            ["n_inner"] = weights.Tensors[$"{name}.transformer.h.0.mlp.c_fc.weight"].Shape[1],
            ["vocab_size"] = token[0],
            ["n_positions"] = weights.Tensors[$"{name}.transformer.wpe.weight"].Shape[0],
            ["embd_pdrop"] = 0.0,
            ["attn_pdrop"] = 0.0,
            ["resid_pdrop"] = 0.0,
        });
        return LanguageModels.Build(config, new Part(new CheckpointParameters(weights, ""), $"{name}."));
    }

    private int[][] Rows(string key)
    {
        using var tensor = this[key];
        return [.. Longs(key).Select(id => (int)id).Chunk((int)tensor.shape[1])];
    }

    /// <summary>One of several models in a file.</summary>
    private sealed class Part(IParameterSource source, string prefix) : IParameterSource
    {
        public Tensor Take(string name, long[] shape, Init init) => source.Take(prefix + name, shape, init);

        public bool Offers(string name) => source.Offers(prefix + name);
    }
}
