using System.Text.Json;
using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Rewards;
using Workbench.Text;
using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Parity.Tests.Ppo;

/// <summary>The models that a recorded run began with.</summary>
internal static class RecordedModels
{
    private const string LoraPrefix = "pretrained_model.base_model.model.";

    /// <summary>The recorded runs of a folder, by name.</summary>
    public static TheoryData<string> Runs(string folder, params string[] leftOut)
    {
        string[] rows = Directory.Exists(Fixtures.At("ppo", folder))
            ? [.. Directory.GetFiles(Fixtures.At("ppo", folder), "*.json").Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => File.Exists(Fixtures.At("ppo", folder, $"{name}.safetensors")) && Fixtures.Json("ppo", folder, $"{name}.json").TryGetProperty("steps", out _))
                .Except(leftOut).Order(StringComparer.Ordinal)]
            : [];
        return new TheoryData<string>(rows.Length == 0 ? [Fixtures.None] : rows);
    }

    /// <summary>
    /// The recorded runs of all folders below step/: of adapters or of whole models, and what TRL did or what raised in TRL itself.
    /// </summary>
    public static TheoryData<string, string> Steps(bool adapters, bool raised = false)
    {
        var rows = new TheoryData<string, string>();
        var runs = StepFolders().Where(folder => HasAdapter(folder) == adapters)
            .SelectMany(folder => ((IEnumerable<object[]>)Runs(folder)).Select(row => (Folder: folder, Name: (string)row[0])))
            .Where(run => run.Name != Fixtures.None && Raised(run.Folder, run.Name) == raised);
        foreach (var (folder, name) in runs.DefaultIfEmpty(("", Fixtures.None)))
        {
            rows.Add(folder, name);
        }

        return rows;
    }

    public static bool HasAdapter(string folder) => Fixtures.Json("ppo", folder, "model.json").TryGetProperty("lora", out _);

    /// <summary>Whether the folder's model is an encoder-decoder: its recorded responses begin with the start token.</summary>
    public static bool HasStartToken(string folder) =>
        !Fixtures.Json("ppo", folder, "model.json").TryGetProperty("config", out var config) || config.GetProperty("model_type").GetString() == "t5";

    /// <summary>What a run of a whole model compared with: the recorded reference, or the policy as it was where the run had none of its own.</summary>
    public static ILanguageModel Reference(StepRun run) => Load(run.Folder, run.ComparesWithItsStart ? "init_policy" : "init_reference");

    public static ILanguageModel Load(string folder, string weights)
    {
        var json = Fixtures.Json("ppo", folder, "model.json");
        var config = json.TryGetProperty("config", out var given)
            ? new ModelConfig(Node(given))
            : new ModelConfig(Node(json.GetProperty("t5"))).With("model_type", "t5");
        using var store = SafetensorsFile.Open(Fixtures.At("ppo", folder, $"{weights}.safetensors"));
        return LanguageModels.Build(config, new CheckpointParameters(store, ModelRegistry.FamilyOf(config).BasePrefix));
    }

    /// <summary>A base model under the recorded adapter.</summary>
    public static ILanguageModel Adapted(string folder, ILanguageModel model, string weights, double dropout = 0)
    {
        var lora = Fixtures.Json("ppo", folder, "model.json").GetProperty("lora");
        var adapted = Adapters.Add(model, new LoraOptions
        {
            Rank = lora.GetProperty("r").GetInt32(),
            Alpha = lora.GetProperty("alpha").GetDouble(),
            Targets = [.. lora.GetProperty("target_modules").EnumerateArray().Select(item => item.GetString()!)],
            Dropout = dropout,
        }, seed: 1);
        using var store = SafetensorsFile.Open(Fixtures.At("ppo", folder, $"{weights}.safetensors"));
        using var off = no_grad();
        foreach (var (name, parameter) in LanguageModels.TrainableParameters(adapted.Module))
        {
            using var stored = store.Read(TrlName(name));
            parameter.copy_(stored);
        }

        return adapted;
    }

    public static ValueHead Head(string folder, string weights, ILanguageModel policy, double dropout = 0)
    {
        using var store = SafetensorsFile.Open(Fixtures.At("ppo", folder, $"{weights}.safetensors"));
        return new ValueHead(new ParameterScope(new CheckpointParameters(store, ""), $"{ValueHead.Name}."), policy.HiddenSize, dropout: dropout);
    }

    public static PpoTrainer Trainer(ILanguageModel policy, ValueHead head, ILanguageModel reference, PpoOptions options) => new(
        policy, head, reference, new FunctionReward("recorded", (_, _) => 0), new NoText(1, 0), [new PromptExample("", [2])], options, seed: 1);

    /// <summary>The name that TRL gives to a parameter of a model under an adapter.</summary>
    public static string TrlName(string name) =>
        LoraPrefix + name.Replace(".lora.A", ".lora_A.default.weight", StringComparison.Ordinal)
            .Replace(".lora.B", ".lora_B.default.weight", StringComparison.Ordinal);

    private static bool Raised(string folder, string run) =>
        Fixtures.Json("ppo", folder, $"{run}.json").GetProperty("steps").EnumerateArray().Any(step => step.TryGetProperty("error", out _));

    private static IEnumerable<string> StepFolders() => Directory.Exists(Fixtures.At("ppo", "step"))
        ? Directory.GetDirectories(Fixtures.At("ppo", "step")).Where(path => File.Exists(Path.Combine(path, "model.json")))
            .Select(path => $"step/{Path.GetFileName(path)}").Order(StringComparer.Ordinal)
        : [];

    private static JsonObject Node(JsonElement element) => JsonNode.Parse(element.GetRawText())!.AsObject();
}
