using System.Globalization;
using System.Text.Json.Nodes;
using Workbench.Checkpoints;

namespace Workbench.Models.Lora;

/// <summary>PEFT's adapter_config.json as options and back. Every setting is followed or refused by name.</summary>
internal static class PeftSettings
{
    private static readonly string[] WithoutEffectHere =
    [
        "auto_mapping", "base_model_name_or_path", "revision", "inference_mode", "task_type", "peft_type", "peft_version", "megatron_core",
        "fan_in_fan_out", "qalora_group_size", "eva_config",
    ];

    private static readonly string[] Followed =
    [
        "r", "lora_alpha", "use_rslora", "lora_dropout", "target_modules", "exclude_modules", "layers_to_transform", "layers_pattern",
        "rank_pattern", "alpha_pattern", "bias", "modules_to_save", "init_lora_weights",
    ];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="WorkbenchException">A setting is out of range, or asks for something that is not supported.</exception>
    public static LoraOptions Read(ModelConfig config)
    {
        if (config.Text("peft_type") != "LORA")
        {
            throw config.Fault("peft_type", "\"LORA\", the only kind of adapter that is supported");
        }

        var json = config.Json;
        foreach (var (key, value) in json)
        {
            if (!Followed.Contains(key) && !WithoutEffectHere.Contains(key) && !IsOff(value))
            {
                throw config.Fault(key, "off: this setting of LoRA is not supported");
            }
        }

        var pattern = json["target_modules"] is JsonValue text && text.TryGetValue<string>(out var written) ? written : null;
        var excluded = json["exclude_modules"] is JsonValue other && other.TryGetValue<string>(out var regex) ? regex : null;
        var options = new LoraOptions
        {
            Rank = config.Int("r", 8, 1, 1 << 16),
            Alpha = config.Double("lora_alpha", 8),
            RankStabilised = config.Bool("use_rslora", false),
            Dropout = config.Double("lora_dropout", 0, 0, Math.BitDecrement(1.0)),
            Targets = pattern is null ? (config.Has("target_modules") ? Texts(config, json, "target_modules") : null)
                : IsEveryLinear(pattern) ? [EveryLinear] : null,
            TargetPattern = pattern is null || IsEveryLinear(pattern) ? null : pattern,
            Excluded = config.Has("exclude_modules") && excluded is null ? Texts(config, json, "exclude_modules") : [],
            ExcludedPattern = excluded,
            Layers = Numbers(config, json, "layers_to_transform"),
            LayerLists = json["layers_pattern"] is JsonValue one && one.TryGetValue<string>(out var list) ? (list.Length == 0 ? [] : [list])
                : config.Has("layers_pattern") ? Texts(config, json, "layers_pattern") : [],
            RankPattern = Numbered(config, json, "rank_pattern").ToDictionary(pair => pair.Key, pair => (int)pair.Value),
            AlphaPattern = Numbered(config, json, "alpha_pattern").ToDictionary(pair => pair.Key, pair => pair.Value),
            OneKeyForRankAndAlpha = !config.Mentions("exclude_modules"), // which PEFT writes since it looks for two keys
            Bias = config.Text("bias", "none") switch
            {
                "none" => LoraBias.None,
                "all" => LoraBias.All,
                "lora_only" => LoraBias.LoraOnly,
                _ => throw config.Fault("bias", "\"none\", \"all\" or \"lora_only\""),
            },
            ModulesToSave = Saved(config, json),
            Start = json["init_lora_weights"] switch
            {
                null => LoraStart.Uniform,
                JsonValue value when value.TryGetValue<bool>(out var usual) => usual ? LoraStart.Uniform : LoraStart.Random,
                JsonValue value when value.TryGetValue<string>(out var name) && name == "gaussian" => LoraStart.Gaussian,
                JsonValue value when value.TryGetValue<string>(out var name) && name is "eva" or "orthogonal" => LoraStart.Uniform,
                _ => throw config.Fault(
                    "init_lora_weights", "true, false, \"gaussian\", \"orthogonal\" or \"eva\", the ways to start that leave the base model alone"),
            },
        };
        options.Validate(config.Location);
        return options;
    }

    /// <summary>Writes the settings as PEFT does.</summary>
    /// <param name="options">The adapter.</param>
    /// <param name="plan">What it means for the model.</param>
    /// <param name="model">The base model's configuration.</param>
    /// <param name="task">PEFT's task type.</param>
    public static ModelConfig Write(LoraOptions options, LoraPlan plan, ModelConfig model, string task)
    {
        options = LoraMatch.WithPlainPatterns(options, [.. plan.Targets.Keys]);
        var type = model.Text("model_type");
        var targets = options.Targets ?? LoraMatch.UsualTargets(type);
        var (name, revision) = BaseOf(model);
        var whole = options.ModulesToSave.Concat(task == "SEQ_CLS" ? ["classifier", "score"] : []).Distinct().ToArray();
        var settings = new JsonObject
        {
            ["alpha_pattern"] = new JsonObject(options.AlphaPattern.Select(pair => KeyValuePair.Create(pair.Key, Number(pair.Value)))),
            ["auto_mapping"] = null,
            ["base_model_name_or_path"] = name,
            ["bias"] = options.Bias switch { LoraBias.All => "all", LoraBias.LoraOnly => "lora_only", _ => "none" },
            ["fan_in_fan_out"] = type == "gpt2",
            ["inference_mode"] = true,
            ["init_lora_weights"] = options.Start switch { LoraStart.Gaussian => "gaussian", LoraStart.Random => false, _ => true },
            ["layer_replication"] = null,
            ["layers_pattern"] = options.LayerLists.Count == 0 ? null : Array(options.LayerLists),
            ["layers_to_transform"] = options.Layers is null ? null : new JsonArray([.. options.Layers.Select(layer => JsonValue.Create(layer))]),
            ["loftq_config"] = new JsonObject(),
            ["lora_alpha"] = Number(options.Alpha),
            ["lora_dropout"] = options.Dropout,
            ["megatron_config"] = null,
            ["megatron_core"] = "megatron.core",
            ["modules_to_save"] = whole.Length == 0 ? null : Array(whole),
            ["peft_type"] = "LORA",
            ["r"] = options.Rank,
            ["rank_pattern"] = new JsonObject(options.RankPattern.Select(pair => KeyValuePair.Create(pair.Key, Number(pair.Value)))),
            ["revision"] = revision,
            ["target_modules"] = options.TargetPattern ?? (targets is [EveryLinear] ? (JsonNode)EveryLinear : Array(targets!)),
            ["task_type"] = task,
            ["use_dora"] = false,
            ["use_rslora"] = options.RankStabilised,
        };
        if (options.Excluded.Count > 0 || options.ExcludedPattern is not null)
        {
            // Versions before 0.14 do not know the key.
            settings["exclude_modules"] = options.ExcludedPattern ?? (JsonNode)Array(options.Excluded);
        }

        return new ModelConfig(settings);
    }

    private const string EveryLinear = "all-linear";

    private static bool IsEveryLinear(string pattern) => string.Equals(pattern, EveryLinear, StringComparison.OrdinalIgnoreCase);

    // A model from the Hub's cache is named as the Hub names it, so that the adapter can be used elsewhere.
    private static (string? Name, string? Revision) BaseOf(ModelConfig model)
    {
        if (!File.Exists(model.Location))
        {
            return (null, null);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(model.Location))!;
        var parts = folder.Split(Path.DirectorySeparatorChar);
        return parts is [.., var repository, "snapshots", var commit] && repository.StartsWith("models--", StringComparison.Ordinal)
            ? (repository["models--".Length..].Replace("--", "/", StringComparison.Ordinal), commit)
            : (folder, null);
    }

    private static bool IsOff(JsonNode? value) => value switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonObject section => section.Count == 0,
        JsonValue single => single.TryGetValue<bool>(out var truth) && !truth,
        _ => false,
    };

    // PEFT adds the names of the heads to an adapter for classification by itself.
    private static IReadOnlyList<string> Saved(ModelConfig config, JsonObject json)
    {
        IEnumerable<string> named = config.Has("modules_to_save") ? Texts(config, json, "modules_to_save") : [];
        return [.. named.Concat(config.Text("task_type") is "SEQ_CLS" or "TOKEN_CLS" ? ["classifier", "score"] : []).Distinct()];
    }

    private static IReadOnlyList<string> Texts(ModelConfig config, JsonObject json, string key) =>
        json[key] is JsonArray array && array.All(item => item is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0)
            ? [.. array.Select(item => item!.GetValue<string>())]
            : throw config.Fault(key, "an array of names");

    private static IReadOnlyList<int>? Numbers(ModelConfig config, JsonObject json, string key) => json[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var single) => [single],
        JsonArray array when array.All(item => item is JsonValue value && value.TryGetValue<int>(out _)) =>
            [.. array.Select(item => item!.GetValue<int>())],
        _ => throw config.Fault(key, "a layer's number or an array of them"),
    };

    private static IEnumerable<KeyValuePair<string, double>> Numbered(ModelConfig config, JsonObject json, string key)
    {
        if (!config.Has(key))
        {
            return [];
        }

        return json[key] is JsonObject section && section.All(pair => pair.Value is JsonValue value && value.TryGetValue<double>(out _))
            ? [.. section.Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.GetValue<double>()))]
            : throw config.Fault(key, "an object of numbers");
    }

    // PEFT writes whole numbers without a point.
    private static JsonNode? Number(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15
        ? JsonValue.Create((long)value)
        : JsonNode.Parse(value.ToString("R", CultureInfo.InvariantCulture));

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
