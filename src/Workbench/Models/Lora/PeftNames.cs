using Workbench.Checkpoints;

namespace Workbench.Models.Lora;

/// <summary>The names of an adapter's parameters in PEFT's files.</summary>
internal static class PeftNames
{
    private static readonly string[] EmbeddingTables = ["wte", "embed_tokens", "embed_in", "word_embeddings", "shared"];

    /// <summary>The name in the file.</summary>
    /// <param name="plan">The adapter's plan.</param>
    /// <param name="name">A parameter of the adapted model that the adapter owns.</param>
    public static string Of(LoraPlan plan, string name)
    {
        var at = name.IndexOf(LoraPlan.Infix, StringComparison.Ordinal);
        if (at < 0)
        {
            var dot = name.LastIndexOf('.');
            var wrapped = plan.Biases.Contains(name) && plan.Targets.ContainsKey(name[..dot]);
            return PeftFolder.Prefix + (wrapped ? $"{name[..dot]}.base_layer{name[dot..]}" : name);
        }

        var (owner, matrix) = (name[..at], name[(at + LoraPlan.Infix.Length)..]);
        return PeftFolder.Prefix + owner + (plan.Targets[owner].IsEmbedding ? $".lora_embedding_{matrix}" : $".lora_{matrix}.weight");
    }

    /// <summary>The name of the base weight of a target, which PEFT stores along where the vocabulary may have been resized.</summary>
    public static string OfBaseWeight(string module) => $"{PeftFolder.Prefix}{module}.base_layer.weight";

    /// <summary>The targets whose base weights PEFT stores along: embedding and head, where the settings name one of the two as Llama does.</summary>
    public static IEnumerable<string> Resizable(LoraOptions options, LoraPlan plan)
    {
        string[] asking = ["embed_tokens", "lm_head"];
        var asked = options.TargetPattern is { } pattern
            ? asking.Any(name => pattern.Contains(name, StringComparison.Ordinal))
            : options.Targets is { } targets && targets.Any(asking.Contains);
        return asked ? plan.Targets.Keys.Where(IsVocabulary) : [];
    }

    private static bool IsVocabulary(string module) =>
        module is "lm_head" or "embed_out" || EmbeddingTables.Contains(module[(module.LastIndexOf('.') + 1)..]);
}
