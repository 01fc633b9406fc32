using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>The families of language models by config.json's model_type.</summary>
internal static class ModelRegistry
{
    private static readonly ModelFamily[] Families =
    [
        new("gpt2", "GPT2LMHeadModel", "GPT2ForSequenceClassification", "transformer.", (config, source) => new Gpt2(config, source)),
        new("llama", "LlamaForCausalLM", "LlamaForSequenceClassification", "model.", (config, source) => new Llama(config, source)),
        new("qwen2", "Qwen2ForCausalLM", "Qwen2ForSequenceClassification", "model.", (config, source) => new Llama(config, source)),
        new("mistral", "MistralForCausalLM", "MistralForSequenceClassification", "model.", (config, source) => new Llama(config, source)),
        new("gpt_neox", "GPTNeoXForCausalLM", "GPTNeoXForSequenceClassification", "gpt_neox.", (config, source) => new GptNeoX(config, source)),
        new("opt", "OPTForCausalLM", "OPTForSequenceClassification", "model.", (config, source) => new Opt(config, source)),
        new("t5", "T5ForConditionalGeneration", "T5ForSequenceClassification", "transformer.", (config, source) => new T5(config, source)),
    ];

    private static readonly string[] Superfluous =
    [
        ".attn.bias", ".attn.masked_bias", ".attention.bias", ".attention.masked_bias", "rotary_emb.inv_freq",
        "encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "EncDecAttention.relative_attention_bias.weight",
    ];

    /// <summary>The family of a configuration.</summary>
    /// <exception cref="WorkbenchException">There is no model_type, or it is not known; the message lists those that are.</exception>
    public static ModelFamily FamilyOf(ModelConfig config)
    {
        CommonSettings.Check(config);
        var type = config.Text("model_type");
        return Families.FirstOrDefault(family => family.ModelType == type)
            ?? throw config.Fault("model_type", $"one of {string.Join(", ", Families.Select(family => family.ModelType))}");
    }

    /// <summary>Whether a stored tensor is no parameter but something that some versions write along: a causal mask, or a copy of a tied weight.</summary>
    public static bool IsSuperfluous(string name) => Superfluous.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
}
