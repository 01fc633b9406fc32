using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>OPT (Zhang et al. 2022) with the names, shapes and settings of transformers' <c>OPTForCausalLM</c>.</summary>
public sealed class Opt : CausalLanguageModel
{
    private readonly OptSettings settings;
    private readonly OptModule module;

    /// <summary>Builds the model.</summary>
    /// <param name="config">The settings; every one that changes the numbers is followed or refused by name.</param>
    /// <param name="source">Where the parameters come from.</param>
    /// <exception cref="WorkbenchException">A setting is not supported or out of range, or a parameter is missing.</exception>
    public Opt(ModelConfig config, IParameterSource source) : base(config, source)
    {
        settings = OptSettings.Of(Config);
        module = new OptModule(settings, source);
        module.eval();
    }

    /// <inheritdoc/>
    public override nn.Module Module => module;

    /// <inheritdoc/>
    public override int VocabularySize => settings.Vocabulary;

    /// <summary>The width of what the head sees: that of the token embedding, where it differs from the layers'.</summary>
    public override int HiddenSize => settings.Embedded;

    /// <inheritdoc/>
    internal override int LayerWidth => settings.Hidden;

    /// <inheritdoc/>
    public override int? ContextLength => settings.Positions;

    /// <inheritdoc/>
    protected override int Layers => settings.Layers;

    /// <inheritdoc/>
    public override ILanguageModel Clone() => new Opt(Config, new CopiedParameters(module, Adapter)).Freeze();

    /// <inheritdoc/>
    protected internal override Tensor HeadOnRows(Tensor rows) => module.Head(rows);

    /// <inheritdoc/>
    private protected override Tensor Run(Tensor ids, ForwardPass pass) => module.Run(ids, pass);
}

/// <summary>The settings of config.json that change the numbers.</summary>
internal sealed record OptSettings(
    int Vocabulary, int Positions, int Hidden, int Embedded, int Layers, int Heads, int Inner, Func<Tensor, Tensor> Activation,
    bool NormFirst, bool FinalNorm, bool Bias, bool NormParameters, bool Tied, int? PadId, double Std, double Dropout, double AttentionDropout)
{
    public static OptSettings Of(ModelConfig config)
    {
        var hidden = config.Int("hidden_size", 768, 1, 1 << 17);
        var heads = config.Int("num_attention_heads", 12, 1, 1 << 12);
        if (hidden % heads != 0)
        {
            throw config.Fault("hidden_size", $"a multiple of num_attention_heads, which is {heads}");
        }

        var normFirst = config.Bool("do_layer_norm_before", true);
        config.Only("layerdrop", 0.0);
        var vocabulary = config.Int("vocab_size", 50272, 1, 1 << 24);
        return new OptSettings(
            vocabulary,
            config.Int("max_position_embeddings", 2048, 1, 1 << 24),
            hidden,
            config.Int("word_embed_proj_dim", hidden, 1, 1 << 17),
            config.Int("num_hidden_layers", 12, 1, 1 << 12),
            heads,
            config.Int("ffn_dim", 3072, 1, 1 << 20),
            Activations.Named(config, "activation_function", "relu"),
            normFirst,
            normFirst && !config.Bool("_remove_final_layer_norm", false),
            config.Bool("enable_bias", true),
            config.Bool("layer_norm_elementwise_affine", true),
            config.Bool("tie_word_embeddings", true),
            config.OptionalId("pad_token_id", 1, vocabulary),
            config.Double("init_std", 0.02, 0, 100),
            config.Double("dropout", 0.1, 0, 1),
            config.Double("attention_dropout", 0, 0, 1));
    }

    public LayerNormalization Norm(ParameterScope scope) => new(scope, Hidden, 1e-5, NormParameters);

    public Projection Projection(ParameterScope scope, long inputs, long outputs) => new(scope, inputs, outputs, Bias, Std);
}

/// <summary>The root of the names: model.decoder, and lm_head where it is not tied to the token embedding.</summary>
internal sealed class OptModule : nn.Module
{
    private readonly OptModel model;
    private readonly Projection lm_head;

    public OptModule(OptSettings settings, IParameterSource source) : base(nameof(Opt))
    {
        var root = new ParameterScope(source);
        model = new OptModel(settings, root["model"]);
        lm_head = settings.Tied
            ? Projection.TiedTo(root["lm_head"], model.Decoder.TokenTable)
            : new Projection(root["lm_head"], settings.Embedded, settings.Vocabulary, false, settings.Std);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, ForwardPass pass) => model.Decoder.Run(ids, pass);

    public Tensor Head(Tensor rows) => lm_head.forward(rows);      // [N, E] -> [N, V]
}

/// <summary>A level of the names.</summary>
internal sealed class OptModel : nn.Module
{
    private readonly OptDecoder decoder;

    public OptModel(OptSettings settings, ParameterScope scope) : base(nameof(OptModel))
    {
        decoder = new OptDecoder(settings, scope["decoder"]);
        RegisterComponents();
    }

    public OptDecoder Decoder => decoder;
}

/// <summary>Embeddings, layers and the last normalisation.</summary>
internal sealed class OptDecoder : nn.Module
{
    // The first two rows of the position table are never used.
    private const int FirstPosition = 2;

    private readonly EmbeddingTable embed_tokens;
    private readonly EmbeddingTable embed_positions;
    private readonly Projection? project_in;
    private readonly Projection? project_out;
    private readonly LayerNormalization? final_layer_norm;
    private readonly ModuleList<OptLayer> layers;
    private readonly double dropout;

    public OptDecoder(OptSettings settings, ParameterScope scope) : base(nameof(OptDecoder))
    {
        dropout = settings.Dropout;
        var (hidden, embedded) = (settings.Hidden, settings.Embedded);
        embed_tokens = new EmbeddingTable(scope["embed_tokens"], settings.Vocabulary, embedded, settings.Std, settings.PadId);
        embed_positions = new EmbeddingTable(scope["embed_positions"], settings.Positions + FirstPosition, hidden, settings.Std);
        project_in = embedded == hidden ? null : new Projection(scope["project_in"], embedded, hidden, false, settings.Std);
        project_out = embedded == hidden ? null : new Projection(scope["project_out"], hidden, embedded, false, settings.Std);
        final_layer_norm = settings.FinalNorm ? settings.Norm(scope["final_layer_norm"]) : null;
        layers = new ModuleList<OptLayer>([.. Enumerable.Range(0, settings.Layers).Select(i => new OptLayer(settings, scope["layers"][i], i))]);
        RegisterComponents();
    }

    public EmbeddingTable TokenTable => embed_tokens;

    public Tensor Run(Tensor ids, ForwardPass pass)
    {
        var x = pass.Entering ?? Embed(ids, pass);                           // [B T, H]
        for (var i = pass.FirstLayer; i < layers.Count; i++)
        {
            if (i == pass.StopBefore)
            {
                return x;
            }

            pass.Trace?.Add(x);
            x = pass.Layer(x, entering => layers[i].Run(entering, pass, dropout, wantedOnly: i == layers.Count - 1 && pass.Wanted is not null));
        }

        x = final_layer_norm is null ? x : final_layer_norm.forward(x);
        x = project_out is null ? x : project_out.forward(x);
        pass.Trace?.Add(x);
        return x;
    }

    private Tensor Embed(Tensor ids, ForwardPass pass)
    {
        var x = embed_tokens.forward(ids);                                   // [B T, E]
        x = project_in is null ? x : project_in.forward(x);                  // [B T, H]
        return x + embed_positions.forward(pass.Positions + FirstPosition);
    }
}

/// <summary>Attention and two projections, each with its normalisation before it or after the sum.</summary>
internal sealed class OptLayer : nn.Module
{
    private readonly OptAttention self_attn;
    private readonly LayerNormalization self_attn_layer_norm;
    private readonly Projection fc1;
    private readonly Projection fc2;
    private readonly LayerNormalization final_layer_norm;
    private readonly Func<Tensor, Tensor> activation;
    private readonly bool normFirst;

    public OptLayer(OptSettings settings, ParameterScope scope, int layer) : base(nameof(OptLayer))
    {
        activation = settings.Activation;
        normFirst = settings.NormFirst;
        self_attn = new OptAttention(settings, scope["self_attn"], layer);
        self_attn_layer_norm = settings.Norm(scope["self_attn_layer_norm"]);
        fc1 = settings.Projection(scope["fc1"], settings.Hidden, settings.Inner);
        fc2 = settings.Projection(scope["fc2"], settings.Inner, settings.Hidden);
        final_layer_norm = settings.Norm(scope["final_layer_norm"]);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, double dropout, bool wantedOnly)
    {
        var attended = self_attn.Run(normFirst ? self_attn_layer_norm.forward(x) : x, pass, wantedOnly);
        x = pass.Dropout(attended, dropout) + (wantedOnly ? pass.Select(x) : x);
        x = normFirst ? x : self_attn_layer_norm.forward(x);
        var changed = fc2.forward(activation(fc1.forward(normFirst ? final_layer_norm.forward(x) : x)));
        x = pass.Dropout(changed, dropout) + x;
        return normFirst ? x : final_layer_norm.forward(x);
    }
}

/// <summary>Causal self-attention.</summary>
internal sealed class OptAttention : nn.Module
{
    private readonly Projection k_proj;
    private readonly Projection v_proj;
    private readonly Projection q_proj;
    private readonly Projection out_proj;
    private readonly OptSettings settings;
    private readonly int layer;

    public OptAttention(OptSettings settings, ParameterScope scope, int layer) : base(nameof(OptAttention))
    {
        this.settings = settings;
        this.layer = layer;
        k_proj = settings.Projection(scope["k_proj"], settings.Hidden, settings.Hidden);
        v_proj = settings.Projection(scope["v_proj"], settings.Hidden, settings.Hidden);
        q_proj = settings.Projection(scope["q_proj"], settings.Hidden, settings.Hidden);
        out_proj = settings.Projection(scope["out_proj"], settings.Hidden, settings.Hidden);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, bool wantedOnly)
    {
        var query = Attention.Split(q_proj.forward(wantedOnly ? pass.Select(x) : x), pass.Batch, settings.Heads);   // [B, h, T, d]
        var key = Attention.Split(k_proj.forward(x), pass.Batch, settings.Heads);
        var value = Attention.Split(v_proj.forward(x), pass.Batch, settings.Heads);
        if (pass.Cache is not null)
        {
            (key, value) = pass.Cache.Append(layer, key, value);
        }

        var dropout = pass.Training ? settings.AttentionDropout : 0;
        var scale = 1 / Math.Sqrt(settings.Hidden / settings.Heads);
        return out_proj.forward(Attention.Run(query, key, value, pass.MaskOf(wantedOnly), scale, dropout));
    }
}
