using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>GPT-2 (Radford et al. 2019) with the names, shapes and settings of transformers' <c>GPT2LMHeadModel</c>.</summary>
public sealed class Gpt2 : CausalLanguageModel
{
    private readonly Gpt2Settings settings;
    private readonly Gpt2Module module;

    /// <summary>Builds the model.</summary>
    /// <param name="config">The settings; every one that changes the numbers is followed or refused by name.</param>
    /// <param name="source">Where the parameters come from.</param>
    /// <exception cref="WorkbenchException">A setting is not supported or out of range, or a parameter is missing.</exception>
    public Gpt2(ModelConfig config, IParameterSource source) : base(config, source)
    {
        settings = Gpt2Settings.Of(Config);
        module = new Gpt2Module(settings, source);
        module.eval();
    }

    /// <inheritdoc/>
    public override nn.Module Module => module;

    /// <inheritdoc/>
    public override int VocabularySize => settings.Vocabulary;

    /// <inheritdoc/>
    public override int HiddenSize => settings.Hidden;

    /// <inheritdoc/>
    public override int? ContextLength => settings.Positions;

    /// <inheritdoc/>
    protected override int Layers => settings.Layers;

    /// <inheritdoc/>
    public override ILanguageModel Clone() => new Gpt2(Config, new CopiedParameters(module, Adapter)).Freeze();

    /// <inheritdoc/>
    protected internal override Tensor HeadOnRows(Tensor rows) => module.Head(rows);

    /// <inheritdoc/>
    private protected override Tensor Run(Tensor ids, ForwardPass pass) => module.Run(ids, pass);
}

/// <summary>The settings of config.json that change GPT-2's numbers.</summary>
internal sealed record Gpt2Settings(
    int Vocabulary, int Positions, int Hidden, int Layers, int Heads, int Inner, double Epsilon, Func<Tensor, Tensor> Activation,
    bool ScaleByWidth, bool ScaleByLayer, bool Upcast, bool Tied, double Std,
    double EmbeddingDropout, double AttentionDropout, double ResidualDropout)
{
    public static Gpt2Settings Of(ModelConfig config)
    {
        config.Only("add_cross_attention", false);
        var hidden = config.Int("n_embd", 768, 1, 1 << 17);
        var heads = config.Int("n_head", 12, 1, 1 << 12);
        if (hidden % heads != 0)
        {
            throw config.Fault("n_embd", $"a multiple of n_head, which is {heads}");
        }

        return new Gpt2Settings(
            config.Int("vocab_size", 50257, 1, 1 << 24),
            config.Int("n_positions", 1024, 1, 1 << 24),
            hidden,
            config.Int("n_layer", 12, 1, 1 << 12),
            heads,
            config.Int("n_inner", 4 * hidden, 1, 1 << 20),
            config.Double("layer_norm_epsilon", 1e-5, 0, 1),
            Activations.Named(config, "activation_function", "gelu_new"),
            config.Bool("scale_attn_weights", true),
            config.Bool("scale_attn_by_inverse_layer_idx", false),
            config.Bool("reorder_and_upcast_attn", false),
            config.Bool("tie_word_embeddings", true),
            config.Double("initializer_range", 0.02, 0, 100),
            config.Double("embd_pdrop", 0.1, 0, 1),
            config.Double("attn_pdrop", 0.1, 0, 1),
            config.Double("resid_pdrop", 0.1, 0, 1));
    }
}

/// <summary>The root of the names: transformer, and lm_head where it is not tied to the token embedding.</summary>
internal sealed class Gpt2Module : nn.Module
{
    private readonly Gpt2Transformer transformer;
    private readonly Projection lm_head;

    public Gpt2Module(Gpt2Settings settings, IParameterSource source) : base(nameof(Gpt2))
    {
        var root = new ParameterScope(source);
        transformer = new Gpt2Transformer(settings, root["transformer"]);
        lm_head = settings.Tied
            ? Projection.TiedTo(root["lm_head"], transformer.TokenTable)
            : new Projection(root["lm_head"], settings.Hidden, settings.Vocabulary, false, settings.Std);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, ForwardPass pass) => transformer.Run(ids, pass);

    public Tensor Head(Tensor rows) => lm_head.forward(rows);      // [N, H] -> [N, V]
}

/// <summary>Embeddings, blocks and the last normalisation.</summary>
internal sealed class Gpt2Transformer : nn.Module
{
    private readonly EmbeddingTable wte;
    private readonly EmbeddingTable wpe;
    private readonly ModuleList<Gpt2Block> h;
    private readonly LayerNormalization ln_f;
    private readonly double dropout;

    public Gpt2Transformer(Gpt2Settings settings, ParameterScope scope) : base(nameof(Gpt2Transformer))
    {
        dropout = settings.EmbeddingDropout;
        wte = new EmbeddingTable(scope["wte"], settings.Vocabulary, settings.Hidden, settings.Std);
        wpe = new EmbeddingTable(scope["wpe"], settings.Positions, settings.Hidden, settings.Std);
        h = new ModuleList<Gpt2Block>([.. Enumerable.Range(0, settings.Layers).Select(i => new Gpt2Block(settings, scope["h"][i], i))]);
        ln_f = new LayerNormalization(scope["ln_f"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public EmbeddingTable TokenTable => wte;

    public Tensor Run(Tensor ids, ForwardPass pass)
    {
        var x = pass.Entering ?? pass.Dropout(wte.forward(ids).add_(wpe.forward(pass.Positions)), dropout);   // [B T, H]
        for (var i = pass.FirstLayer; i < h.Count; i++)
        {
            if (i == pass.StopBefore)
            {
                return x;
            }

            pass.Trace?.Add(x);
            x = pass.Layer(x, entering => h[i].Run(entering, pass, wantedOnly: i == h.Count - 1 && pass.Wanted is not null));
        }

        x = ln_f.forward(x);
        pass.Trace?.Add(x);
        return x;
    }
}

/// <summary>x + attention(norm(x)), then x + mlp(norm(x)).</summary>
internal sealed class Gpt2Block : nn.Module
{
    private readonly LayerNormalization ln_1;
    private readonly Gpt2Attention attn;
    private readonly LayerNormalization ln_2;
    private readonly Gpt2Mlp mlp;

    public Gpt2Block(Gpt2Settings settings, ParameterScope scope, int layer) : base(nameof(Gpt2Block))
    {
        ln_1 = new LayerNormalization(scope["ln_1"], settings.Hidden, settings.Epsilon);
        attn = new Gpt2Attention(settings, scope["attn"], layer);
        ln_2 = new LayerNormalization(scope["ln_2"], settings.Hidden, settings.Epsilon);
        mlp = new Gpt2Mlp(settings, scope["mlp"]);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, bool wantedOnly)
    {
        var attended = attn.Run(ln_1.forward(x), pass, wantedOnly);
        x = attended.add_(wantedOnly ? pass.Select(x) : x);
        return mlp.Run(ln_2.forward(x), pass).add_(x);
    }
}

/// <summary>Causal self-attention; c_attn holds query, key and value side by side.</summary>
internal sealed class Gpt2Attention : nn.Module
{
    private readonly Projection c_attn;
    private readonly Projection c_proj;
    private readonly Gpt2Settings settings;
    private readonly int layer;
    private readonly double scale;

    public Gpt2Attention(Gpt2Settings settings, ParameterScope scope, int layer) : base(nameof(Gpt2Attention))
    {
        this.settings = settings;
        this.layer = layer;
        scale = (settings.ScaleByWidth ? 1 / Math.Sqrt(settings.Hidden / settings.Heads) : 1) / (settings.ScaleByLayer ? layer + 1 : 1);
        c_attn = new Projection(scope["c_attn"], settings.Hidden, 3L * settings.Hidden, true, settings.Std, inputFirst: true);
        c_proj = new Projection(
            scope["c_proj"], settings.Hidden, settings.Hidden, true, settings.Std / Math.Sqrt(2.0 * settings.Layers), inputFirst: true);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, bool wantedOnly)
    {
        var (batch, heads) = (pass.Batch, (long)settings.Heads);
        var parts = c_attn.forward(x).split(settings.Hidden, 1);
        var (query, key, value) = (Heads(parts[0]), Heads(parts[1]), Heads(parts[2]));       // [B, h, T, d]
        if (pass.Cache is not null)
        {
            (key, value) = pass.Cache.Append(layer, key, value);
        }

        if (wantedOnly)
        {
            query = pass.SelectHeads(query);
        }

        var dropout = pass.Training ? settings.AttentionDropout : 0;
        var attended = settings.Upcast
            ? Attention.Upcast(query, key, value, pass.MaskOf(wantedOnly), scale, dropout)
            : Attention.Run(query, key, value, pass.MaskOf(wantedOnly), scale, dropout);
        return pass.Dropout(c_proj.forward(attended), settings.ResidualDropout);

        Tensor Heads(Tensor rows) => Attention.Split(rows, batch, heads);
    }
}

/// <summary>Two projections with the activation between them.</summary>
internal sealed class Gpt2Mlp : nn.Module
{
    private readonly Projection c_fc;
    private readonly Projection c_proj;
    private readonly Func<Tensor, Tensor> activation;
    private readonly double dropout;

    public Gpt2Mlp(Gpt2Settings settings, ParameterScope scope) : base(nameof(Gpt2Mlp))
    {
        activation = settings.Activation;
        dropout = settings.ResidualDropout;
        c_fc = new Projection(scope["c_fc"], settings.Hidden, settings.Inner, true, settings.Std, inputFirst: true);
        c_proj = new Projection(
            scope["c_proj"], settings.Inner, settings.Hidden, true, settings.Std / Math.Sqrt(2.0 * settings.Layers), inputFirst: true);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass) => pass.Dropout(c_proj.forward(activation(c_fc.forward(x))), dropout);
}
