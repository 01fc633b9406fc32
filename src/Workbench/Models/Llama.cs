using System.Text.Json.Nodes;
using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// The Llama family (Touvron et al. 2023) with the names, shapes and settings of transformers' <c>LlamaForCausalLM</c>; Qwen2
/// (<c>Qwen2ForCausalLM</c>), which differs in the biases of query, key and value; and Mistral (<c>MistralForCausalLM</c>), which has no
/// biases. Tokens of the latter two may look back a limited way, in every layer.
/// </summary>
public sealed class Llama : CausalLanguageModel
{
    private readonly LlamaSettings settings;
    private readonly LlamaModule module;

    /// <summary>Builds the model.</summary>
    /// <param name="config">The settings; every one that changes the numbers is followed or refused by name.</param>
    /// <param name="source">Where the parameters come from.</param>
    /// <exception cref="WorkbenchException">A setting is not supported or out of range, or a parameter is missing.</exception>
    public Llama(ModelConfig config, IParameterSource source) : base(config, source)
    {
        settings = LlamaSettings.Of(Config);
        module = new LlamaModule(settings, source);
        module.eval();
    }

    /// <inheritdoc/>
    public override nn.Module Module => module;

    /// <inheritdoc/>
    public override int VocabularySize => settings.Vocabulary;

    /// <inheritdoc/>
    public override int HiddenSize => settings.Hidden;

    /// <inheritdoc/>
    public override int? ContextLength => settings.Reach;

    /// <inheritdoc/>
    internal override int? Window => settings.Window;

    /// <inheritdoc/>
    protected override int Layers => settings.Layers;

    /// <inheritdoc/>
    public override ILanguageModel Clone() => new Llama(Config, new CopiedParameters(module, Adapter)).Freeze();

    /// <inheritdoc/>
    protected internal override Tensor HeadOnRows(Tensor rows) => module.Head(rows);

    /// <inheritdoc/>
    private protected override Tensor Run(Tensor ids, ForwardPass pass) => module.Run(ids, pass);
}

/// <summary>The settings of config.json that change the numbers.</summary>
internal sealed record LlamaSettings(
    int Vocabulary, int Reach, int? Window, int Hidden, int Layers, int Heads, int KeyHeads, int HeadWidth, int Inner, double Epsilon,
    Func<Tensor, Tensor> Activation, bool QueryBias, bool OutputBias, bool MlpBias, bool Tied, int? PadId, double Std, double AttentionDropout,
    Rotary Rotary)
{
    public static LlamaSettings Of(ModelConfig config)
    {
        var (qwen, mistral) = (config.Text("model_type") == "qwen2", config.Text("model_type") == "mistral");
        config.Only("partial_rotary_factor", 1.0);
        if (qwen || mistral)
        {
            config.Only("attention_bias", false);
            config.Only("mlp_bias", false);
        }

        if (mistral)
        {
            config.Only("rope_scaling", null);
        }

        var hidden = config.Int("hidden_size", 4096, 1, 1 << 17);
        var heads = config.Int("num_attention_heads", 32, 1, 1 << 12);
        const string keyHeadsKey = "num_key_value_heads";
        var usual = config.Mentions(keyHeadsKey) ? heads : qwen ? 32 : mistral ? 8 : heads; // null means as many as heads, for each family
        var keyHeads = config.Int(keyHeadsKey, usual, 1, heads);
        if (heads % keyHeads != 0)
        {
            throw config.Fault(keyHeadsKey, $"a divisor of num_attention_heads, which is {heads}{(config.Has(keyHeadsKey) ? "" : $"; transformers takes {usual} then")}");
        }

        if (!config.Has("head_dim") && hidden % heads != 0)
        {
            throw config.Fault("hidden_size", $"a multiple of num_attention_heads, which is {heads}");
        }

        var width = config.Int("head_dim", hidden / heads, 2, 1 << 13);
        if (qwen && width != hidden / heads)
        {
            throw config.Fault("head_dim", $"hidden_size / num_attention_heads, which is {hidden / heads}");
        }

        if (width % 2 != 0)
        {
            throw config.Fault("head_dim", "an even number");
        }

        var bias = config.Bool("attention_bias", false);
        var vocabulary = config.Int("vocab_size", qwen ? 151936 : 32000, 1, 1 << 24);
        var positions = config.Int("max_position_embeddings", qwen ? 32768 : mistral ? 1 << 17 : 2048, 1, 1 << 24);
        var window = WindowOf(config);
        RequireLayersAlike(config, window);
        return new LlamaSettings(
            vocabulary,
            RotaryScaling.Reach(config, positions),
            window,
            hidden,
            config.Int("num_hidden_layers", 32, 1, 1 << 12),
            heads,
            keyHeads,
            width,
            config.Int("intermediate_size", qwen ? 22016 : mistral ? 14336 : 11008, 1, 1 << 20),
            config.Double("rms_norm_eps", 1e-6, 0, 1),
            Activations.Named(config, "hidden_act", "silu"),
            qwen || bias,
            bias,
            config.Bool("mlp_bias", false),
            config.Bool("tie_word_embeddings", false),
            PadIdOf(config, vocabulary),
            config.Double("initializer_range", 0.02, 0, 100),
            config.Double("attention_dropout", 0, 0, 1),
            Rotary.Of(config, width, positions));
    }

    private static int? WindowOf(ModelConfig config)
    {
        const string key = "sliding_window";
        var inUse = config.Text("model_type") switch
        {
            "qwen2" => config.Bool("use_sliding_window", false),
            "mistral" => config.Has(key) || !config.Mentions(key),
            _ => false,
        };
        return inUse ? config.Int(key, 4096, 1, 1 << 24) : null;
    }

    private static void RequireLayersAlike(ModelConfig config, int? window)
    {
        const string key = "layer_types";
        var kind = window is null ? "full_attention" : "sliding_attention";
        if (config.Has(key) && !(config.Json[key] is JsonArray kinds && kinds.All(item => item is JsonValue value && value.TryGetValue<string>(out var text) && text == kind)))
        {
            throw config.Fault(key, $"\"{kind}\" for every layer");
        }
    }

    // Many checkpoints say -1 where they have none.
    private static int? PadIdOf(ModelConfig config, int vocabulary) =>
        config.Has("pad_token_id") && config.Int("pad_token_id", -1, -1, vocabulary - 1) is >= 0 and var id ? id : null;
}

/// <summary>The root of the names: model, and lm_head where it is not tied to the token embedding.</summary>
internal sealed class LlamaModule : nn.Module
{
    private readonly LlamaTrunk model;
    private readonly Projection lm_head;

    public LlamaModule(LlamaSettings settings, IParameterSource source) : base(nameof(Llama))
    {
        var root = new ParameterScope(source);
        model = new LlamaTrunk(settings, root["model"]);
        lm_head = settings.Tied
            ? Projection.TiedTo(root["lm_head"], model.TokenTable)
            : new Projection(root["lm_head"], settings.Hidden, settings.Vocabulary, false, settings.Std);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, ForwardPass pass) => model.Run(ids, pass);

    public Tensor Head(Tensor rows) => lm_head.forward(rows);      // [N, H] -> [N, V]
}

/// <summary>Embedding, layers and the last normalisation.</summary>
internal sealed class LlamaTrunk : nn.Module
{
    private readonly EmbeddingTable embed_tokens;
    private readonly ModuleList<LlamaLayer> layers;
    private readonly RmsNormalization norm;
    private readonly Rotary rotary;

    public LlamaTrunk(LlamaSettings settings, ParameterScope scope) : base(nameof(LlamaTrunk))
    {
        rotary = settings.Rotary;
        embed_tokens = new EmbeddingTable(scope["embed_tokens"], settings.Vocabulary, settings.Hidden, settings.Std, settings.PadId);
        layers = new ModuleList<LlamaLayer>([.. Enumerable.Range(0, settings.Layers).Select(i => new LlamaLayer(settings, scope["layers"][i], i))]);
        norm = new RmsNormalization(scope["norm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public EmbeddingTable TokenTable => embed_tokens;

    public Tensor Run(Tensor ids, ForwardPass pass)
    {
        var x = pass.Entering ?? embed_tokens.forward(ids);                  // [B T, H]
        var tables = rotary.Tables(pass, x.dtype);
        for (var i = pass.FirstLayer; i < layers.Count; i++)
        {
            if (i == pass.StopBefore)
            {
                return x;
            }

            pass.Trace?.Add(x);
            x = pass.Layer(x, entering => layers[i].Run(entering, pass, tables, wantedOnly: i == layers.Count - 1 && pass.Wanted is not null));
        }

        x = norm.forward(x);
        pass.Trace?.Add(x);
        return x;
    }
}

/// <summary>x + attention(norm(x)), then x + mlp(norm(x)).</summary>
internal sealed class LlamaLayer : nn.Module
{
    private readonly LlamaAttention self_attn;
    private readonly LlamaMlp mlp;
    private readonly RmsNormalization input_layernorm;
    private readonly RmsNormalization post_attention_layernorm;

    public LlamaLayer(LlamaSettings settings, ParameterScope scope, int layer) : base(nameof(LlamaLayer))
    {
        self_attn = new LlamaAttention(settings, scope["self_attn"], layer);
        mlp = new LlamaMlp(settings, scope["mlp"]);
        input_layernorm = new RmsNormalization(scope["input_layernorm"], settings.Hidden, settings.Epsilon);
        post_attention_layernorm = new RmsNormalization(scope["post_attention_layernorm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, (Tensor, Tensor) tables, bool wantedOnly)
    {
        var attended = self_attn.Run(input_layernorm.forward(x), pass, tables, wantedOnly);
        x = attended.add_(wantedOnly ? pass.Select(x) : x);
        return mlp.forward(post_attention_layernorm.forward(x)).add_(x);
    }
}

/// <summary>Causal self-attention with rotary positions; several query heads may share a key head.</summary>
internal sealed class LlamaAttention : nn.Module
{
    private readonly Projection q_proj;
    private readonly Projection k_proj;
    private readonly Projection v_proj;
    private readonly Projection o_proj;
    private readonly LlamaSettings settings;
    private readonly int layer;

    public LlamaAttention(LlamaSettings settings, ParameterScope scope, int layer) : base(nameof(LlamaAttention))
    {
        this.settings = settings;
        this.layer = layer;
        var (queries, keys) = (settings.Heads * settings.HeadWidth, settings.KeyHeads * settings.HeadWidth);
        q_proj = new Projection(scope["q_proj"], settings.Hidden, queries, settings.QueryBias, settings.Std);
        k_proj = new Projection(scope["k_proj"], settings.Hidden, keys, settings.QueryBias, settings.Std);
        v_proj = new Projection(scope["v_proj"], settings.Hidden, keys, settings.QueryBias, settings.Std);
        o_proj = new Projection(scope["o_proj"], queries, settings.Hidden, settings.OutputBias, settings.Std);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, (Tensor, Tensor) tables, bool wantedOnly)
    {
        var query = Rotary.Turn(Attention.Split(q_proj.forward(x), pass.Batch, settings.Heads), tables);    // [B, h, T, d]
        var key = Rotary.Turn(Attention.Split(k_proj.forward(x), pass.Batch, settings.KeyHeads), tables);
        var value = Attention.Split(v_proj.forward(x), pass.Batch, settings.KeyHeads);
        if (pass.Cache is not null)
        {
            (key, value) = pass.Cache.Append(layer, key, value);
        }

        if (wantedOnly)
        {
            query = pass.SelectHeads(query);
        }

        var dropout = pass.Training ? settings.AttentionDropout : 0;
        var scale = 1 / Math.Sqrt(settings.HeadWidth);
        return o_proj.forward(Attention.Run(query, key, value, pass.MaskOf(wantedOnly), scale, dropout));
    }
}

/// <summary>down(activation(gate(x)) up(x)) (Shazeer 2020).</summary>
internal sealed class LlamaMlp : nn.Module<Tensor, Tensor>
{
    private readonly Projection gate_proj;
    private readonly Projection up_proj;
    private readonly Projection down_proj;
    private readonly Func<Tensor, Tensor> activation;

    public LlamaMlp(LlamaSettings settings, ParameterScope scope) : base(nameof(LlamaMlp))
    {
        activation = settings.Activation;
        gate_proj = new Projection(scope["gate_proj"], settings.Hidden, settings.Inner, settings.MlpBias, settings.Std);
        up_proj = new Projection(scope["up_proj"], settings.Hidden, settings.Inner, settings.MlpBias, settings.Std);
        down_proj = new Projection(scope["down_proj"], settings.Inner, settings.Hidden, settings.MlpBias, settings.Std);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => down_proj.forward(activation(gate_proj.forward(input)) * up_proj.forward(input));
}
