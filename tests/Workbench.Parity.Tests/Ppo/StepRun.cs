using System.Text.Json;
using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Rlhf;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>One recorded run of TRL's PPOTrainer.step: its settings as our options, its tensors by step.</summary>
public sealed class StepRun : IDisposable
{
    private readonly SafetensorsFile tensors;

    public StepRun(string folder, string variant)
    {
        Folder = folder;
        Json = Fixtures.Json("ppo", folder, $"{variant}.json");
        tensors = SafetensorsFile.Open(Fixtures.At("ppo", folder, $"{variant}.safetensors"));
        Config = Json.GetProperty("config");
        Steps = [.. Json.GetProperty("steps").EnumerateArray()];
    }

    public string Folder { get; }

    public JsonElement Json { get; }

    public JsonElement Config { get; }

    public IReadOnlyList<JsonElement> Steps { get; }

    public IEnumerable<string> Names => tensors.Tensors.Keys;

    public bool Has(string key) => tensors.Tensors.ContainsKey(key);

    public Tensor this[string key] => tensors.Read(key);

    public double Number(string key, double missing = 0) =>
        Config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : missing;

    public double? Optional(string key) =>
        Config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public bool Flag(string key) => Config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True;

    public bool PadsLeft => Json.TryGetProperty("padding_side", out var side) && side.GetString() == "left";

    /// <summary>Whether the reference gave the policy's own log-probabilities at the start: a frozen copy of it.</summary>
    public bool ComparesWithItsStart => Has("step0/ref_logprobs")
        && Numbers("step0/ref_logprobs").Zip(Numbers("step0/old_logprobs")).All(pair => Math.Abs(pair.First - pair.Second) < 1e-6);

    /// <summary>The preset of the library's version with the run's settings.</summary>
    public PpoOptions Options(Func<GenerationOptions, PpoOptions> preset, bool maskFirstToken)
    {
        var accumulation = (int)Number("gradient_accumulation_steps", 1);
        var options = preset(new GenerationOptions { MaxNewTokens = 64, EndIds = [1], PadId = 0 });
        return options with
        {
            Iterations = 100,
            BatchSize = (int)Number("batch_size"),
            MiniBatchSize = (int)Number("mini_batch_size") * accumulation,
            MicroBatchSize = (int)Number("mini_batch_size"),
            Epochs = (int)Number("ppo_epochs"),
            Optimizer = Optimizer(options.Optimizer) with { LearningRate = Number("learning_rate"), MaxGradientNorm = Optional("max_grad_norm") },
            Kl = new KlOptions
            {
                Coefficient = Number("init_kl_coef"),
                Target = Flag("adap_kl_ctrl") ? Number("target") : null,
                Horizon = Number("horizon"),
                Estimator = Config.TryGetProperty("kl_penalty", out var penalty)
                    ? penalty.GetString() switch { "abs" => KlEstimator.Abs, "mse" => KlEstimator.K2, "full" => KlEstimator.Full, _ => KlEstimator.K1 }
                    : KlEstimator.K1,
            },
            Gamma = Number("gamma"),
            Lambda = Number("lam"),
            ClipRange = Number("cliprange"),
            ValueClipRange = Number("cliprange_value"),
            ValueCoefficient = Number("vf_coef"),
            WhitenRewards = Flag("whiten_rewards"),
            ScoreScaling = !Flag("use_score_scaling") ? ScoreScaling.None
                : Flag("use_score_norm") ? ScoreScaling.MeanAndDeviation : ScoreScaling.Deviation,
            ScoreClip = Optional("score_clip"),
            RatioLimit = Optional("ratio_threshold"),
            EarlyStop = Flag("early_stopping")
                ? new EarlyStop { TargetKl = Number("target_kl"), Signed = true, EachUpdate = options.AdvantageWhitening == Whitening.MicroBatch }
                : null,
            MaskFirstToken = maskFirstToken,
            // TRL hands GPT-2 no position ids, so with left padding its positions count the pads.
            PaddingMovesPositions = PadsLeft,
        };
    }

    /// <summary>The recorded prompts and responses of a step as lists of ids.</summary>
    public (IReadOnlyList<int[]> Queries, IReadOnlyList<int[]> Responses) Texts(int step) =>
        (Lists($"step{step}/queries", $"step{step}/query_lengths"), Lists($"step{step}/responses", $"step{step}/response_lengths"));

    public double[] Numbers(string key)
    {
        using var tensor = this[key];
        return tensor.to_type(ScalarType.Float64).data<double>().ToArray();
    }

    public void Dispose() => tensors.Dispose();

    private AdamWOptions Optimizer(AdamWOptions preset)
    {
        var recorded = Json.GetProperty("optimizer");
        var betas = recorded.GetProperty("betas").Numbers();
        return preset with
        {
            Beta1 = betas[0],
            Beta2 = betas[1],
            Epsilon = recorded.GetProperty("eps").GetDouble(),
            WeightDecay = recorded.TryGetProperty("weight_decay", out var decay) ? decay.GetDouble() : 0,
        };
    }

    private int[][] Lists(string ids, string lengths)
    {
        using var scope = NewDisposeScope();
        var table = this[ids];
        var width = (int)table.shape[1];
        var flat = table.data<long>().ToArray();
        return [.. this[lengths].data<long>().ToArray().Select((length, row) =>
            flat.Skip(row * width).Take((int)length).Select(id => (int)id).ToArray())];
    }
}
