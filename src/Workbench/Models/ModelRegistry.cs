using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>The families of language models by config.json's model_type.</summary>
internal static class ModelRegistry
{
    private static readonly ModelFamily[] Families =
    [
        new("gpt2", "GPT2LMHeadModel", "GPT2ForSequenceClassification", "transformer.", (config, source) => new Gpt2(config, source),
            name => name.EndsWith(".attn.bias", StringComparison.Ordinal) || name.EndsWith(".attn.masked_bias", StringComparison.Ordinal)),
    ];

    /// <summary>The family of a configuration.</summary>
    /// <exception cref="WorkbenchException">There is no model_type, or it is not known; the message lists those that are.</exception>
    public static ModelFamily FamilyOf(ModelConfig config)
    {
        var type = config.Text("model_type");
        return Families.FirstOrDefault(family => family.ModelType == type)
            ?? throw config.Fault("model_type", $"one of {string.Join(", ", Families.Select(family => family.ModelType))}");
    }
}
