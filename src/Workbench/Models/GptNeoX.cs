using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>GPT-NeoX and Pythia (Black et al. 2022) with the names, shapes and settings of transformers' <c>GPTNeoXForCausalLM</c>.</summary>
public sealed class GptNeoX : CausalLanguageModel
{
    private readonly GptNeoXSettings settings;
    private readonly GptNeoXModule module;

    /// <summary>Builds the model.</summary>
    /// <param name="config">The settings; every one that changes the numbers is followed or refused by name.</param>
    /// <param name="source">Where the parameters come from.</param>
    /// <exception cref="WorkbenchException">A setting is not supported or out of range, or a parameter is missing.</exception>
    public GptNeoX(ModelConfig config, IParameterSource source) : base(config, source)
    {
        settings = GptNeoXSettings.Of(Config);
        module = new GptNeoXModule(settings, source);
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
    protected override int Layers => settings.Layers;

    /// <inheritdoc/>
    public override ILanguageModel Clone() => new GptNeoX(Config, new CopiedParameters(module, Adapter)).Freeze();

    /// <inheritdoc/>
    protected internal override Tensor HeadOnRows(Tensor rows) => module.Head(rows);

    /// <inheritdoc/>
    private protected override Tensor Run(Tensor ids, ForwardPass pass) => module.Run(ids, pass);
}

/// <summary>The settings of config.json that change the numbers.</summary>
internal sealed record GptNeoXSettings(
    int Vocabulary, int Reach, int Hidden, int Layers, int Heads, int Inner, double Epsilon, Func<Tensor, Tensor> Activation,
    bool AttentionBias, bool Parallel, bool Tied, double Std, double HiddenDropout, double AttentionDropout, Rotary? Rotary)
{
    private const string RotaryBase = "rotary_emb_base";

    public static GptNeoXSettings Of(ModelConfig config)
    {
        var hidden = config.Int("hidden_size", 6144, 1, 1 << 17);
        var heads = config.Int("num_attention_heads", 64, 1, 1 << 12);
        if (hidden % heads != 0)
        {
            throw config.Fault("hidden_size", $"a multiple of num_attention_heads, which is {heads}");
        }

        var share = config.Double("rotary_pct", 0.25, 0, 1);
        var turned = (int)(hidden / heads * share);
        if (turned % 2 != 0)
        {
            throw config.Fault("rotary_pct", $"a share that makes an even number of a head's {hidden / heads} dimensions");
        }

        RefuseOther(config, "partial_rotary_factor", share, "rotary_pct");
        RefuseOther(config, "rope_theta", config.Double(RotaryBase, Rotary.UsualBase), RotaryBase);
        var positions = config.Int("max_position_embeddings", 2048, 1, 1 << 24);
        return new GptNeoXSettings(
            config.Int("vocab_size", 50432, 1, 1 << 24),
            RotaryScaling.Reach(config, positions),
            hidden,
            config.Int("num_hidden_layers", 44, 1, 1 << 12),
            heads,
            config.Int("intermediate_size", 24576, 1, 1 << 20),
            config.Double("layer_norm_eps", 1e-5, 0, 1),
            Activations.Named(config, "hidden_act", "gelu"),
            config.Bool("attention_bias", true),
            config.Bool("use_parallel_residual", true),
            config.Bool("tie_word_embeddings", false),
            config.Double("initializer_range", 0.02, 0, 100),
            config.Double("hidden_dropout", 0, 0, 1),
            config.Double("attention_dropout", 0, 0, 1),
            turned == 0 ? null : Rotary.Of(config, turned, positions, RotaryBase));
    }

    // transformers writes these beside those that it reads.
    private static void RefuseOther(ModelConfig config, string copy, double value, string original)
    {
        if (config.Double(copy, value) != value)
        {
            throw config.Fault(copy, string.Create(CultureInfo.InvariantCulture, $"{value:R} as {original}"));
        }
    }
}

/// <summary>The root of the names: gpt_neox, and embed_out where it is not tied to the token embedding.</summary>
internal sealed class GptNeoXModule : nn.Module
{
    private readonly GptNeoXTrunk gpt_neox;
    private readonly Projection embed_out;

    public GptNeoXModule(GptNeoXSettings settings, IParameterSource source) : base(nameof(GptNeoX))
    {
        var root = new ParameterScope(source);
        gpt_neox = new GptNeoXTrunk(settings, root["gpt_neox"]);
        embed_out = settings.Tied
            ? Projection.TiedTo(root["embed_out"], gpt_neox.TokenTable)
            : new Projection(root["embed_out"], settings.Hidden, settings.Vocabulary, false, settings.Std);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, ForwardPass pass) => gpt_neox.Run(ids, pass);

    public Tensor Head(Tensor rows) => embed_out.forward(rows);      // [N, H] -> [N, V]
}

/// <summary>Embedding, layers and the last normalisation.</summary>
internal sealed class GptNeoXTrunk : nn.Module
{
    private readonly EmbeddingTable embed_in;
    private readonly ModuleList<GptNeoXLayer> layers;
    private readonly LayerNormalization final_layer_norm;
    private readonly Rotary? rotary;
    private readonly double dropout;

    public GptNeoXTrunk(GptNeoXSettings settings, ParameterScope scope) : base(nameof(GptNeoXTrunk))
    {
        rotary = settings.Rotary;
        dropout = settings.HiddenDropout;
        embed_in = new EmbeddingTable(scope["embed_in"], settings.Vocabulary, settings.Hidden, settings.Std);
        layers = new ModuleList<GptNeoXLayer>(
            [.. Enumerable.Range(0, settings.Layers).Select(i => new GptNeoXLayer(settings, scope["layers"][i], i))]);
        final_layer_norm = new LayerNormalization(scope["final_layer_norm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public EmbeddingTable TokenTable => embed_in;

    public Tensor Run(Tensor ids, ForwardPass pass)
    {
        var x = pass.Entering ?? pass.Dropout(embed_in.forward(ids), dropout);   // [B T, H]
        var tables = rotary?.Tables(pass, x.dtype);
        for (var i = pass.FirstLayer; i < layers.Count; i++)
        {
            if (i == pass.StopBefore)
            {
                return x;
            }

            pass.Trace?.Add(x);
            x = pass.Layer(x, entering => layers[i].Run(entering, pass, tables, wantedOnly: i == layers.Count - 1 && pass.Wanted is not null));
        }

        x = final_layer_norm.forward(x);
        pass.Trace?.Add(x);
        return x;
    }
}

/// <summary>x + attention(norm(x)) + mlp(norm'(x)) side by side, or one after the other.</summary>
internal sealed class GptNeoXLayer : nn.Module
{
    private readonly LayerNormalization input_layernorm;
    private readonly LayerNormalization post_attention_layernorm;
    private readonly GptNeoXAttention attention;
    private readonly GptNeoXMlp mlp;
    private readonly bool parallel;
    private readonly double dropout;

    public GptNeoXLayer(GptNeoXSettings settings, ParameterScope scope, int layer) : base(nameof(GptNeoXLayer))
    {
        parallel = settings.Parallel;
        dropout = settings.HiddenDropout;
        input_layernorm = new LayerNormalization(scope["input_layernorm"], settings.Hidden, settings.Epsilon);
        post_attention_layernorm = new LayerNormalization(scope["post_attention_layernorm"], settings.Hidden, settings.Epsilon);
        attention = new GptNeoXAttention(settings, scope["attention"], layer);
        mlp = new GptNeoXMlp(settings, scope["mlp"]);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, (Tensor, Tensor)? tables, bool wantedOnly)
    {
        var attended = pass.Dropout(attention.Run(input_layernorm.forward(x), pass, tables, wantedOnly), dropout);
        x = wantedOnly ? pass.Select(x) : x;
        if (parallel)
        {
            return pass.Dropout(mlp.forward(post_attention_layernorm.forward(x)), dropout) + attended + x;
        }

        x = attended + x;
        return pass.Dropout(mlp.forward(post_attention_layernorm.forward(x)), dropout) + x;
    }
}

/// <summary>Causal self-attention; query_key_value holds the three interleaved head by head.</summary>
internal sealed class GptNeoXAttention : nn.Module
{
    private readonly Projection query_key_value;
    private readonly Projection dense;
    private readonly GptNeoXSettings settings;
    private readonly int layer;

    public GptNeoXAttention(GptNeoXSettings settings, ParameterScope scope, int layer) : base(nameof(GptNeoXAttention))
    {
        this.settings = settings;
        this.layer = layer;
        query_key_value = new Projection(scope["query_key_value"], settings.Hidden, 3L * settings.Hidden, settings.AttentionBias, settings.Std);
        dense = new Projection(scope["dense"], settings.Hidden, settings.Hidden, settings.AttentionBias, settings.Std);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, (Tensor, Tensor)? tables, bool wantedOnly)
    {
        var width = settings.Hidden / settings.Heads;
        var joined = query_key_value.forward(x).view(pass.Batch, -1, settings.Heads, 3, width).permute(3, 0, 2, 1, 4);
        var parts = (pass.Cache is null ? joined.contiguous() : joined).unbind(0);  // q, k, v, each [B, h, T, d]
        var (query, key, value) = (parts[0], parts[1], parts[2]);
        if (tables is { } turning)
        {
            (query, key) = (Rotary.Turn(query, turning), Rotary.Turn(key, turning));
        }

        if (pass.Cache is not null)
        {
            (key, value) = pass.Cache.Append(layer, key, value);
        }

        if (wantedOnly)
        {
            query = pass.SelectHeads(query);
        }

        var dropout = pass.Training ? settings.AttentionDropout : 0;
        return dense.forward(Attention.Run(query, key, value, pass.MaskOf(wantedOnly), 1 / Math.Sqrt(width), dropout));
    }
}

/// <summary>Two projections with the activation between them.</summary>
internal sealed class GptNeoXMlp : nn.Module<Tensor, Tensor>
{
    private readonly Projection dense_h_to_4h;
    private readonly Projection dense_4h_to_h;
    private readonly Func<Tensor, Tensor> activation;

    public GptNeoXMlp(GptNeoXSettings settings, ParameterScope scope) : base(nameof(GptNeoXMlp))
    {
        activation = settings.Activation;
        dense_h_to_4h = new Projection(scope["dense_h_to_4h"], settings.Hidden, settings.Inner, true, settings.Std);
        dense_4h_to_h = new Projection(scope["dense_4h_to_h"], settings.Inner, settings.Hidden, true, settings.Std);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => dense_4h_to_h.forward(activation(dense_h_to_4h.forward(input)));
}
