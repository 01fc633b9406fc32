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
        policy, head, reference, new FunctionReward("recorded", (_, _) => 0), new NoText(), [new PromptExample("", [2])], options, seed: 1);

    /// <summary>The name that TRL gives to a parameter of a model under an adapter.</summary>
    public static string TrlName(string name) =>
        LoraPrefix + name.Replace(".lora.A", ".lora_A.default.weight", StringComparison.Ordinal)
            .Replace(".lora.B", ".lora_B.default.weight", StringComparison.Ordinal);

    private static JsonObject Node(JsonElement element) => JsonNode.Parse(element.GetRawText())!.AsObject();

    private sealed class NoText : ITextTokenizer
    {
        public int VocabularySize => 64;

        public int EndId => 1;

        public int PadId => 0;

        public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true) => [];

        public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true) => "";

        public int? IdOf(string token) => null;
    }
}
