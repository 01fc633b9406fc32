using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>What an adapter's options mean for one model: which modules get an addition, and which parameters are the adapter's own.</summary>
/// <param name="Targets">The additions, by module.</param>
/// <param name="Saved">Modules that the adapter holds as a whole.</param>
/// <param name="Biases">Names of biases that the adapter holds.</param>
internal sealed record LoraPlan(IReadOnlyDictionary<string, LowRankShape> Targets, IReadOnlyList<string> Saved, IReadOnlySet<string> Biases)
{
    /// <summary>The ending of the names of an addition's matrices.</summary>
    public const string Infix = ".lora.";

    /// <summary>Works the options out.</summary>
    /// <param name="options">Checked already.</param>
    /// <param name="modelType">config.json's model_type.</param>
    /// <param name="module">The model's root.</param>
    /// <exception cref="WorkbenchException">The options fit no module, or one that cannot have an addition.</exception>
    public static LoraPlan Of(LoraOptions options, string? modelType, nn.Module module)
    {
        var modules = module.named_modules().Where(named => named.module is not LowRank).ToArray();
        var saved = modules.Select(named => named.name).Where(name => EndsWithAny(name, options.ModulesToSave)).ToArray();
        var targets = TargetsOf(options, modelType, modules, saved);
        var biases = module.named_parameters().Select(named => named.name)
            .Where(name => !name.Contains(Infix, StringComparison.Ordinal) && !Holds(saved, name) && options.Bias switch
            {
                LoraBias.All => name.Contains("bias", StringComparison.Ordinal),
                LoraBias.LoraOnly => name.EndsWith(".bias", StringComparison.Ordinal) && targets.ContainsKey(name[..^".bias".Length]),
                _ => false,
            });
        Refuse(modelType, targets.Keys, saved);
        return new LoraPlan(targets, saved, biases.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether a parameter of the model is replaced by one of the adapter's.</summary>
    public bool Replaces(string name) => Biases.Contains(name) || Holds(Saved, name);

    /// <summary>Whether a parameter of the adapted model is the adapter's.</summary>
    public bool Owns(string name) => name.Contains(Infix, StringComparison.Ordinal) || Replaces(name);

    private static Dictionary<string, LowRankShape> TargetsOf(
        LoraOptions options, string? modelType, IReadOnlyList<(string name, nn.Module module)> modules, IReadOnlyList<string> saved)
    {
        var entries = options.Targets ?? (options.TargetPattern is null ? UsualTargets(modelType) : []);
        var everyLinear = entries is ["all-linear"];
        var targets = new Dictionary<string, LowRankShape>(StringComparer.Ordinal);
        foreach (var (name, found) in modules.Where(named => everyLinear
            ? named.module is Projection && !IsHead(named.name) && !LoraMatch.IsExcluded(options, named.name)
            : LoraMatch.IsTarget(options, entries, named.name)))
        {
            if (saved.Contains(name) || (everyLinear && Holds(saved, name)))
            {
                continue;
            }

            if (found is not (Projection or EmbeddingTable))
            {
                throw new WorkbenchException(
                    $"LoRA targets the module {name}, which is neither a projection nor an embedding table; it cannot have a low-rank addition.");
            }

            if (Holds(saved, name))
            {
                throw new WorkbenchException($"LoRA targets the module {name}, which lies inside a module of {nameof(LoraOptions.ModulesToSave)}.");
            }

            var (rank, alpha) = LoraMatch.Strength(options, name);
            targets.Add(name, new LowRankShape(
                rank, alpha / (options.RankStabilised ? Math.Sqrt(rank) : rank), options.Dropout, options.Start, found is EmbeddingTable));
        }

        return targets.Count > 0 ? targets : throw new WorkbenchException(
            $"No module of the {modelType} model is a LoRA target: {options.TargetPattern ?? string.Join(", ", entries)}. It has, among others, "
            + string.Join(", ", modules.Where(named => named.module is Projection).Select(named => named.name[(named.name.LastIndexOf('.') + 1)..]).Distinct()) + ".");
    }

    private static IReadOnlyList<string> UsualTargets(string? modelType) => LoraMatch.UsualTargets(modelType)
        ?? throw new WorkbenchException($"LoRA has no usual targets for {modelType} models; name them in {nameof(LoraOptions)}.{nameof(LoraOptions.Targets)}.");

    // OPT's positions read a mask instead of ids. Of T5's table, which both stacks share under names of their own, PEFT would train a copy that they
    // never look at; an addition to it PEFT runs once it is merged.
    private static void Refuse(string? modelType, IEnumerable<string> targets, IEnumerable<string> saved)
    {
        var name = targets.Concat(saved).FirstOrDefault(name => modelType == "opt" && name.EndsWith("embed_positions", StringComparison.Ordinal))
            ?? saved.FirstOrDefault(name => modelType == "t5" && name == "shared");
        if (name is not null)
        {
            throw new WorkbenchException($"LoRA cannot train the module {name} of {modelType} models: PEFT's adapter would have no sound effect there.");
        }
    }

    private static bool IsHead(string name) => name is "lm_head" or "embed_out" or "score" or "classifier" or "classifier.out_proj";

    private static bool EndsWithAny(string name, IReadOnlyList<string> entries) =>
        entries.Any(entry => name.EndsWith(entry, StringComparison.Ordinal));

    private static bool Holds(IReadOnlyList<string> saved, string parameter) =>
        saved.Any(module => parameter.StartsWith(module + ".", StringComparison.Ordinal));
}
