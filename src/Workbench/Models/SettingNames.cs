using System.Text.Json.Nodes;
using Workbench.Checkpoints;

namespace Workbench.Models;

/// <summary>
/// Other ways to say the same in config.json: the names that transformers maps onto a family's own (<c>attribute_map</c>), and the rotary
/// settings in one section (<c>rope_parameters</c>) instead of several keys, as transformers writes them since version 5.
/// </summary>
internal static class SettingNames
{
    private const string Section = "rope_parameters";
    private const string Tied = "tie_word_embeddings";
    private const string Scaled = "scale_decoder_outputs";
    private const string Scaling = "rope_scaling";

    private static readonly Dictionary<string, (string Other, string Own)[]> Families = new()
    {
        ["gpt2"] =
        [
            ("hidden_size", "n_embd"), ("max_position_embeddings", "n_positions"), ("num_attention_heads", "n_head"), ("num_hidden_layers", "n_layer"),
        ],
        ["t5"] = [("hidden_size", "d_model"), ("num_attention_heads", "num_heads"), ("num_hidden_layers", "num_layers"), ("head_dim", "d_kv")],
        ["distilbert"] = [("hidden_size", "dim"), ("num_attention_heads", "n_heads"), ("num_hidden_layers", "n_layers")],
    };

    /// <summary>The configuration with every setting under the name by which its family is read here.</summary>
    /// <exception cref="WorkbenchException">Two settings that mean the same differ.</exception>
    public static ModelConfig Own(ModelConfig config)
    {
        var type = config.Text("model_type");
        if (type == "t5" && config.Has("num_hidden_layers") && !config.Has("num_layers") && !config.Has("num_decoder_layers"))
        {
            config = config.With("num_decoder_layers", 6); // the default of num_layers, which transformers takes before it looks at the other name
        }

        if (type == "t5" && config.Has(Scaled))
        {
            // Version 5 of transformers writes that the head is tied in every case, and here whether it is.
            var tied = config.Bool(Scaled, true);
            config = !tied || config.Bool(Tied, true)
                ? config.With(Tied, tied)
                : throw config.Fault(Scaled, $"false where {Tied} is false");
        }

        config = Families.GetValueOrDefault(type ?? "", []).Aggregate(config, (known, names) => Renamed(known, known, names.Other, names.Own));
        return type == "gpt_neox" ? Rotary(config, "rotary_emb_base", "rotary_pct") : Rotary(config, "rope_theta", "partial_rotary_factor");
    }

    private static ModelConfig Renamed(ModelConfig config, ModelConfig from, string other, string own)
    {
        var value = from.Json[other];
        if (value is null)
        {
            return config;
        }

        if (config.Has(own) && !Same(config.Json[own]!, value))
        {
            throw from.Fault(other, $"{config.Json[own]!.ToJsonString()} as {own}, which means the same");
        }

        return config.With(own, value);
    }

    private static ModelConfig Rotary(ModelConfig config, string rate, string share)
    {
        if (config.Section(Section) is not { } section)
        {
            return config;
        }

        if (section.Json.Any(pair => pair.Value is JsonObject))
        {
            throw config.Fault(Section, "one set of rotary settings for all layers");
        }

        var scaling = section.Json;
        scaling.Remove("rope_theta");
        scaling.Remove("partial_rotary_factor");
        config = Renamed(Renamed(config, section, "rope_theta", rate), section, "partial_rotary_factor", share);
        if (scaling.Count == 0 || (section.Text("rope_type", "default") == "default" && !config.Has(Scaling)))
        {
            return config;
        }

        return Renamed(config, new ModelConfig(new JsonObject { [Section] = scaling }, config.Location), Section, Scaling);
    }

    private static bool Same(JsonNode one, JsonNode other) =>
        JsonNode.DeepEquals(one, other)
        || (one is JsonValue first && other is JsonValue second && first.TryGetValue<double>(out var number) && second.TryGetValue<double>(out var same) && number == same);
}
