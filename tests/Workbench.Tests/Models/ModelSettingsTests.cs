using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Tests.Models;

/// <summary>Which values of config.json are followed and which are refused; that those followed give transformers' numbers is for the golden data.</summary>
public class ModelSettingsTests
{
    /// <summary>Family, key, value as JSON.</summary>
    public static TheoryData<string, string, string> Followed => new()
    {
        { "gpt2", "activation_function", "\"relu\"" },
        { "gpt2", "scale_attn_weights", "false" },
        { "gpt2", "scale_attn_by_inverse_layer_idx", "true" },
        { "gpt2", "reorder_and_upcast_attn", "true" },
        { "gpt2", "tie_word_embeddings", "false" },
        { "gpt2", "n_inner", "10" },
        { "gpt2", "add_cross_attention", "false" },
        { "gpt2", "pruned_heads", "{}" },
        { "gpt2", "quantization_config", "null" },
        { "gpt2", "hidden_size", "16" },
        { "llama", "rope_parameters", """{"rope_theta":500,"rope_type":"default"}""" },
        { "llama", "rope_parameters", """{"rope_theta":500,"rope_type":"linear","factor":2}""" },
        { "llama", "layer_types", """["full_attention","full_attention"]""" },
        { "mistral", "layer_types", """["sliding_attention","sliding_attention"]""" },
        { "gpt_neox", "rope_parameters", """{"rope_theta":10000,"rope_type":"default","partial_rotary_factor":0.5}""" },
        { "t5", "scale_decoder_outputs", "false" },
        { "llama", "attention_bias", "true" },
        { "llama", "mlp_bias", "true" },
        { "llama", "head_dim", "6" },
        { "llama", "num_key_value_heads", "4" },
        { "llama", "pretraining_tp", "2" },
        { "llama", "tie_word_embeddings", "true" },
        { "llama", "hidden_act", "\"gelu_pytorch_tanh\"" },
        { "llama", "pad_token_id", "-1" },
        { "llama", "rope_scaling", "null" },
        { "llama", "rope_scaling", """{"rope_type":"default"}""" },
        { "llama", "rope_scaling", """{"type":"linear","factor":2}""" },
        { "llama", "rope_scaling", """{"type":"dynamic","factor":2}""" },
        { "llama", "rope_scaling", """{"rope_type":"yarn","factor":2}""" },
        { "llama", "rope_scaling", """{"rope_type":"yarn","factor":2,"attention_factor":1.1,"beta_fast":16,"beta_slow":2}""" },
        { "llama", "rope_scaling", """{"rope_type":"llama3","factor":2,"low_freq_factor":1,"high_freq_factor":4,"original_max_position_embeddings":16}""" },
        { "llama", "rope_scaling", """{"rope_type":"longrope","factor":2,"short_factor":[1,1],"long_factor":[1,2]}""" },
        { "qwen2", "use_sliding_window", "false" },
        { "qwen2", "use_sliding_window", "true" },
        { "mistral", "sliding_window", "null" },
        { "mistral", "sliding_window", "4" },
        { "mistral", "head_dim", "6" },
        { "qwen2", "sliding_window", "4096" },
        { "qwen2", "tie_word_embeddings", "false" },
        { "gpt_neox", "use_parallel_residual", "false" },
        { "gpt_neox", "attention_bias", "false" },
        { "gpt_neox", "rotary_pct", "0.25" },
        { "gpt_neox", "rotary_pct", "0" },
        { "gpt_neox", "rope_scaling", """{"type":"linear","factor":2}""" },
        { "gpt_neox", "rope_theta", "10000" },
        { "gpt_neox", "tie_word_embeddings", "true" },
        { "opt", "do_layer_norm_before", "false" },
        { "opt", "enable_bias", "false" },
        { "opt", "layer_norm_elementwise_affine", "false" },
        { "opt", "_remove_final_layer_norm", "true" },
        { "opt", "layerdrop", "0.0" },
        { "opt", "tie_word_embeddings", "false" },
        { "t5", "feed_forward_proj", "\"gated-silu\"" },
        { "t5", "feed_forward_proj", "\"gelu\"" },
        { "t5", "dense_act_fn", "\"relu\"" },
        { "t5", "is_gated_act", "false" },
        { "t5", "num_decoder_layers", "1" },
        { "t5", "tie_word_embeddings", "true" },
        { "bert", "hidden_act", "\"relu\"" },
        { "bert", "type_vocab_size", "3" },
        { "bert", "position_embedding_type", "\"absolute\"" },
        { "bert", "position_embedding_type", "\"relative_key\"" },
        { "roberta", "position_embedding_type", "\"relative_key_query\"" },
        { "bert", "classifier_dropout", "0.3" },
        { "bert", "problem_type", "\"regression\"" },
        { "roberta", "pad_token_id", "2" },
        { "distilbert", "activation", "\"gelu_new\"" },
        { "distilbert", "sinusoidal_pos_embds", "true" },
    };

    /// <summary>Family, key, value as JSON.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "gpt2", "model_type", "\"gptj\"" },
        { "gpt2", "quantization_config", """{"bits":4}""" },
        { "gpt2", "pruned_heads", """{"0":[1]}""" },
        { "gpt2", "cross_attention_hidden_size", "8" },
        { "gpt2", "add_cross_attention", "true" },
        { "gpt2", "activation_function", "\"prelu\"" },
        { "gpt2", "activation_function", "7" },
        { "gpt2", "scale_attn_weights", "\"yes\"" },
        { "gpt2", "n_embd", "15" },
        { "gpt2", "n_layer", "0" },
        { "gpt2", "hidden_size", "32" },
        { "gpt2", "num_hidden_layers", "3" },
        { "t5", "head_dim", "8" },
        { "t5", "scale_decoder_outputs", "true" },
        { "distilbert", "hidden_size", "32" },
        { "llama", "rope_parameters", """{"full_attention":{"rope_theta":500}}""" },
        { "llama", "rope_parameters.rope_type", """{"rope_type":"longer","factor":2}""" },
        { "llama", "partial_rotary_factor", "0.25" },
        { "llama", "layer_types", """["full_attention","sliding_attention"]""" },
        { "gpt_neox", "rope_parameters.partial_rotary_factor", """{"partial_rotary_factor":0.25}""" },
        { "roberta", "pad_token_id", "null" },
        { "llama", "num_key_value_heads", "3" },
        { "llama", "head_dim", "5" },
        { "llama", "partial_rotary_factor", "0.5" },
        { "llama", "hidden_act", "\"unheard\"" },
        { "llama", "pad_token_id", "23" },
        { "llama", "rope_scaling", "3" },
        { "llama", "rope_scaling.rope_type", """{"rope_type":"longer","factor":2}""" },
        { "llama", "rope_scaling.short_factor", """{"rope_type":"longrope","factor":2,"long_factor":[1,2]}""" },
        { "llama", "rope_scaling.long_factor", """{"rope_type":"longrope","factor":2,"short_factor":[1,1],"long_factor":[1,2,3]}""" },
        { "llama", "rope_scaling.factor", """{"rope_type":"longrope","short_factor":[1,1],"long_factor":[1,2]}""" },
        { "llama", "rope_scaling.factor", """{"rope_type":"dynamic"}""" },
        { "llama", "rope_scaling.type", """{"type":"su","factor":2}""" },
        { "llama", "rope_scaling.factor", """{"type":"linear"}""" },
        { "llama", "rope_scaling.factor", """{"type":"yarn","factor":-1}""" },
        { "llama", "rope_scaling.high_freq_factor", """{"rope_type":"llama3","factor":2,"low_freq_factor":1,"original_max_position_embeddings":16}""" },
        { "llama", "rope_scaling.original_max_position_embeddings", """{"rope_type":"llama3","factor":2,"low_freq_factor":1,"high_freq_factor":4}""" },
        { "qwen2", "use_sliding_window", "1" },
        { "qwen2", "head_dim", "6" },
        { "qwen2", "attention_bias", "true" },
        { "qwen2", "mlp_bias", "true" },
        { "gpt_neox", "rotary_pct", "0.4" },
        { "gpt_neox", "rope_theta", "500" },
        { "gpt_neox", "partial_rotary_factor", "0.25" },
        { "opt", "layerdrop", "0.1" },
        { "opt", "activation_function", "\"gelu_6\"" },
        { "t5", "feed_forward_proj", "\"gated-unheard\"" },
        { "t5", "feed_forward_proj", "\"silly-relu\"" },
        { "t5", "is_encoder_decoder", "false" },
        { "t5", "decoder_start_token_id", "23" },
        { "mistral", "sliding_window", "0" },
        { "mistral", "rope_scaling", """{"type":"linear","factor":2}""" },
        { "mistral", "attention_bias", "true" },
        { "bert", "position_embedding_type", "\"relative\"" },
        { "bert", "is_decoder", "true" },
        { "bert", "add_cross_attention", "true" },
        { "bert", "quantization_config", """{"bits":4}""" },
        { "distilbert", "activation", "\"prelu\"" },
        { "distilbert", "n_heads", "3" },
    };

    [Theory]
    [MemberData(nameof(Followed))]
    public void Values_that_are_followed_build_a_model(string family, string key, string value) => Build(family, key, value).Dispose();

    [Theory]
    [MemberData(nameof(Refused))]
    public void Other_values_are_refused_by_name(string family, string key, string value)
    {
        var refusal = Assert.Throws<WorkbenchException>(() => Build(family, key.Split('.')[0], value));
        Assert.Contains(key.Split('.')[^1], refusal.Message);
    }

    [Theory]
    [InlineData("qwen2", 32)]
    [InlineData("mistral", 8)]
    public void Where_the_number_of_key_heads_is_left_out_the_usual_one_must_fit(string family, int usual)
    {
        var settings = TinyModels.Config(family).Json;
        settings.Remove("num_key_value_heads");

        var refusal = Assert.Throws<WorkbenchException>(() => LanguageModels.Build(new ModelConfig(settings), new EmptyParameters(CPU)));

        Assert.Contains($"num_key_value_heads is missing, expected a divisor of num_attention_heads, which is 4; transformers takes {usual} then", refusal.Message);
    }

    [Fact]
    public void Rotary_settings_of_both_forms_that_differ_are_refused()
    {
        var config = TinyModels.Config("llama").With("rope_theta", 10000).With("rope_parameters", new JsonObject { ["rope_theta"] = 500 });

        var refusal = Assert.Throws<WorkbenchException>(() => LanguageModels.Build(config, new EmptyParameters(CPU)));

        Assert.Contains("rope_theta is 500, expected 10000 as rope_theta", refusal.Message);
    }

    [Theory]
    [InlineData("gelu")]
    [InlineData("gelu_10")]
    [InlineData("gelu_accurate")]
    [InlineData("gelu_fast")]
    [InlineData("gelu_new")]
    [InlineData("gelu_python")]
    [InlineData("gelu_pytorch_tanh")]
    [InlineData("laplace")]
    [InlineData("leaky_relu")]
    [InlineData("linear")]
    [InlineData("mish")]
    [InlineData("quick_gelu")]
    [InlineData("relu")]
    [InlineData("relu2")]
    [InlineData("relu6")]
    [InlineData("sigmoid")]
    [InlineData("silu")]
    [InlineData("swish")]
    [InlineData("tanh")]
    public void Activations_are_those_of_transformers(string name)
    {
        using var scope = NewDisposeScope();
        double[] points = [-12, -1.5, -0.3, 0, 0.7, 2, 8, 12];
        var found = Activations.Named(ModelConfig.Parse($$"""{"act":"{{name}}"}"""), "act", "relu")(tensor(points));
        for (var i = 0; i < points.Length; i++)
        {
            Assert.Equal(Expected(name, points[i]), found[i].item<double>(), 1e-6);
        }
    }

    private static double Expected(string name, double x) => name switch
    {
        "gelu" or "gelu_python" => Gelu(x),
        "gelu_10" => Math.Clamp(Gelu(x), -10, 10),
        "gelu_new" or "gelu_fast" or "gelu_accurate" or "gelu_pytorch_tanh" =>
            0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        "laplace" => 0.5 * (1 + Erf((x - 0.707107) / (0.282095 * Math.Sqrt(2)))),
        "leaky_relu" => x < 0 ? 0.01 * x : x,
        "linear" => x,
        "mish" => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        "quick_gelu" => x / (1 + Math.Exp(-1.702 * x)),
        "relu" => Math.Max(x, 0),
        "relu2" => Math.Pow(Math.Max(x, 0), 2),
        "relu6" => Math.Clamp(x, 0, 6),
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "silu" or "swish" => x / (1 + Math.Exp(-x)),
        "tanh" => Math.Tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static double Gelu(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));

    // Its Taylor series, which converges everywhere; beyond 4 it is a sign.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 4)
        {
            return Math.Sign(x);
        }

        var (term, sum) = (x, x);
        for (var n = 1; n < 100; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static IDisposable Build(string family, string key, string value)
    {
        var classifier = family is "bert" or "roberta" or "distilbert";
        var config = (classifier ? Classifier(family) : TinyModels.Config(family)).With(key, JsonNode.Parse(value));
        var parameters = new EmptyParameters(CPU);
        return classifier ? SequenceClassifiers.Build(config, parameters) : LanguageModels.Build(config, parameters);
    }

    private static ModelConfig Classifier(string family) => ModelConfig.Parse(family == "distilbert"
        ? """{"model_type":"distilbert","vocab_size":23,"max_position_embeddings":32,"dim":16,"n_layers":1,"n_heads":2,"hidden_dim":20}"""
        : $$"""
          {"model_type":"{{family}}","vocab_size":23,"max_position_embeddings":32,"hidden_size":16,"num_hidden_layers":1,
           "num_attention_heads":2,"intermediate_size":20}
          """);
}
