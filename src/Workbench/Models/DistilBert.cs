using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// DistilBERT (Sanh et al. 2019) as a sequence classifier, with the names, shapes and settings of transformers'
/// <c>DistilBertForSequenceClassification</c>.
/// </summary>
public sealed class DistilBert : ISequenceClassifier
{
    private readonly DistilBertSettings settings;
    private readonly DistilBertModule module;

    /// <summary>Builds the model.</summary>
    /// <param name="config">The settings; every one that changes the numbers is followed or refused by name.</param>
    /// <param name="source">Where the parameters come from.</param>
    /// <exception cref="WorkbenchException">A setting is not supported or out of range, or a parameter is missing.</exception>
    public DistilBert(ModelConfig config, IParameterSource source)
    {
        Config = SettingNames.Own(config);
        Adapter = source.Adapter;
        settings = DistilBertSettings.Of(Config);
        module = new DistilBertModule(settings, source);
        module.eval();
    }

    /// <inheritdoc/>
    public nn.Module Module => module;

    /// <inheritdoc/>
    public ModelConfig Config { get; }

    /// <inheritdoc/>
    public LoraAdapter? Adapter { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => settings.Labels;

    /// <inheritdoc/>
    public int VocabularySize => settings.Vocabulary;

    /// <inheritdoc/>
    public int ContextLength => settings.Positions;

    /// <summary>Scores texts.</summary>
    /// <param name="tokens">[B, T].</param>
    /// <param name="tokenTypes">Must be null: the family does not know which of two texts a token belongs to.</param>
    /// <returns>Raw logits, [B, labels].</returns>
    /// <exception cref="WorkbenchException">The texts are too long, or there are token types.</exception>
    public Tensor Logits(TokenBatch tokens, Tensor? tokenTypes = null)
    {
        if (tokenTypes is not null)
        {
            throw new WorkbenchException("DistilBERT has no token types; give the two texts as one.");
        }

        using var scope = NewDisposeScope();
        var states = States(tokens, null);
        return module.Head(FirstTokens.Of(states, tokens.Mask)).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose()
    {
        module.Dispose();
        Adapter?.Dispose();
    }

    /// <summary>The last layer's states, [B T, H]; the trace takes those before each layer too.</summary>
    internal Tensor States(TokenBatch tokens, List<Tensor>? trace)
    {
        FirstTokens.RefuseTooLong(tokens, ContextLength);
        return module.Run(tokens.Ids.reshape(-1), new ForwardPass
        {
            Batch = tokens.Count,
            Positions = TokenPositions.FromMask(tokens.Mask).reshape(-1),
            Mask = AttentionMask.Padding(tokens.Mask, module.parameters().First().dtype),
            Training = module.training,
            Trace = trace,
        });
    }
}

/// <summary>The settings of config.json that change the numbers.</summary>
internal sealed record DistilBertSettings(
    int Vocabulary, int Positions, int Hidden, int Layers, int Heads, int Inner, Func<Tensor, Tensor> Activation, int? PadId,
    bool FixedPositions, IReadOnlyList<string> Labels, double Std, double Dropout, double AttentionDropout, double HeadDropout)
{
    public const double Epsilon = 1e-12;

    public static DistilBertSettings Of(ModelConfig config)
    {
        var hidden = config.Int("dim", 768, 1, 1 << 17);
        var heads = config.Int("n_heads", 12, 1, 1 << 12);
        if (hidden % heads != 0)
        {
            throw config.Fault("dim", $"a multiple of n_heads, which is {heads}");
        }

        var vocabulary = config.Int("vocab_size", 30522, 1, 1 << 24);
        return new DistilBertSettings(
            vocabulary,
            config.Int("max_position_embeddings", 512, 1, 1 << 24),
            hidden,
            config.Int("n_layers", 6, 1, 1 << 12),
            heads,
            config.Int("hidden_dim", 4 * 768, 1, 1 << 20),
            Activations.Named(config, "activation", "gelu"),
            config.OptionalId("pad_token_id", 0, vocabulary),
            config.Bool("sinusoidal_pos_embds", false),
            SequenceClassifiers.LabelsOf(config),
            config.Double("initializer_range", 0.02, 0, 100),
            config.Double("dropout", 0.1, 0, 1),
            config.Double("attention_dropout", 0.1, 0, 1),
            config.Double("seq_classif_dropout", 0.2, 0, 1));
    }

    public Projection Projection(ParameterScope scope, long inputs, long outputs) => new(scope, inputs, outputs, true, Std);
}

/// <summary>The root of the names: distilbert, pre_classifier and classifier.</summary>
internal sealed class DistilBertModule : nn.Module
{
    private readonly DistilBertTrunk distilbert;
    private readonly Projection pre_classifier;
    private readonly Projection classifier;
    private readonly double dropout;

    public DistilBertModule(DistilBertSettings settings, IParameterSource source) : base(nameof(DistilBert))
    {
        var root = new ParameterScope(source);
        dropout = settings.HeadDropout;
        distilbert = new DistilBertTrunk(settings, root["distilbert"]);
        pre_classifier = settings.Projection(root["pre_classifier"], settings.Hidden, settings.Hidden);
        classifier = settings.Projection(root["classifier"], settings.Hidden, settings.Labels.Count);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, ForwardPass pass) => distilbert.Run(ids, pass);

    public Tensor Head(Tensor first)
    {
        var hidden = pre_classifier.forward(first).relu();
        return classifier.forward(training ? nn.functional.dropout(hidden, dropout) : hidden);
    }
}

/// <summary>Embeddings and layers.</summary>
internal sealed class DistilBertTrunk : nn.Module
{
    private readonly DistilBertEmbeddings embeddings;
    private readonly DistilBertTransformer transformer;

    public DistilBertTrunk(DistilBertSettings settings, ParameterScope scope) : base(nameof(DistilBertTrunk))
    {
        embeddings = new DistilBertEmbeddings(settings, scope["embeddings"]);
        transformer = new DistilBertTransformer(settings, scope["transformer"]);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, ForwardPass pass) => transformer.Run(embeddings.Run(ids, pass), pass);
}

/// <summary>norm(token + position).</summary>
internal sealed class DistilBertEmbeddings : nn.Module
{
    private readonly EmbeddingTable word_embeddings;
    private readonly EmbeddingTable position_embeddings;
    private readonly LayerNormalization LayerNorm;
    private readonly double dropout;

    public DistilBertEmbeddings(DistilBertSettings settings, ParameterScope scope) : base(nameof(DistilBertEmbeddings))
    {
        dropout = settings.Dropout;
        word_embeddings = new EmbeddingTable(scope["word_embeddings"], settings.Vocabulary, settings.Hidden, settings.Std, settings.PadId);
        position_embeddings = new EmbeddingTable(scope["position_embeddings"], settings.Positions, settings.Hidden, settings.Std);
        if (settings.FixedPositions)
        {
            position_embeddings.Weight.requires_grad = false;
        }

        LayerNorm = new LayerNormalization(scope["LayerNorm"], settings.Hidden, DistilBertSettings.Epsilon);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, ForwardPass pass) =>                       // [B T, H]
        pass.Dropout(LayerNorm.forward(word_embeddings.forward(ids) + position_embeddings.forward(pass.Positions)), dropout);
}

/// <summary>The layers.</summary>
internal sealed class DistilBertTransformer : nn.Module
{
    private readonly ModuleList<DistilBertLayer> layer;

    public DistilBertTransformer(DistilBertSettings settings, ParameterScope scope) : base(nameof(DistilBertTransformer))
    {
        layer = new ModuleList<DistilBertLayer>(
            [.. Enumerable.Range(0, settings.Layers).Select(i => new DistilBertLayer(settings, scope["layer"][i]))]);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass)
    {
        foreach (var one in layer)
        {
            pass.Trace?.Add(x);
            x = pass.Layer(x, entering => one.Run(entering, pass));
        }

        pass.Trace?.Add(x);
        return x;
    }
}

/// <summary>norm(x + attention(x)), then norm(x + mlp(x)).</summary>
internal sealed class DistilBertLayer : nn.Module
{
    private readonly DistilBertAttention attention;
    private readonly LayerNormalization sa_layer_norm;
    private readonly DistilBertFeedForward ffn;
    private readonly LayerNormalization output_layer_norm;

    public DistilBertLayer(DistilBertSettings settings, ParameterScope scope) : base(nameof(DistilBertLayer))
    {
        attention = new DistilBertAttention(settings, scope["attention"]);
        sa_layer_norm = new LayerNormalization(scope["sa_layer_norm"], settings.Hidden, DistilBertSettings.Epsilon);
        ffn = new DistilBertFeedForward(settings, scope["ffn"]);
        output_layer_norm = new LayerNormalization(scope["output_layer_norm"], settings.Hidden, DistilBertSettings.Epsilon);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass)
    {
        x = sa_layer_norm.forward(attention.Run(x, pass) + x);
        return output_layer_norm.forward(ffn.Run(x, pass) + x);
    }
}

/// <summary>Attention of all tokens to all that are no padding.</summary>
internal sealed class DistilBertAttention : nn.Module
{
    private readonly Projection q_lin;
    private readonly Projection k_lin;
    private readonly Projection v_lin;
    private readonly Projection out_lin;
    private readonly DistilBertSettings settings;

    public DistilBertAttention(DistilBertSettings settings, ParameterScope scope) : base(nameof(DistilBertAttention))
    {
        this.settings = settings;
        Projection Square(string name) => settings.Projection(scope[name], settings.Hidden, settings.Hidden);
        (q_lin, k_lin, v_lin, out_lin) = (Square("q_lin"), Square("k_lin"), Square("v_lin"), Square("out_lin"));
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass)
    {
        Tensor Heads(Projection projection) => Attention.Split(projection.forward(x), pass.Batch, settings.Heads);
        var scale = 1 / Math.Sqrt(settings.Hidden / settings.Heads);
        var dropout = pass.Training ? settings.AttentionDropout : 0;
        return out_lin.forward(Attention.Run(Heads(q_lin), Heads(k_lin), Heads(v_lin), pass.Mask, scale, dropout));
    }
}

/// <summary>Two projections with the activation between them.</summary>
internal sealed class DistilBertFeedForward : nn.Module
{
    private readonly Projection lin1;
    private readonly Projection lin2;
    private readonly Func<Tensor, Tensor> activation;
    private readonly double dropout;

    public DistilBertFeedForward(DistilBertSettings settings, ParameterScope scope) : base(nameof(DistilBertFeedForward))
    {
        (activation, dropout) = (settings.Activation, settings.Dropout);
        lin1 = settings.Projection(scope["lin1"], settings.Hidden, settings.Inner);
        lin2 = settings.Projection(scope["lin2"], settings.Inner, settings.Hidden);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass) => pass.Dropout(lin2.forward(activation(lin1.forward(x))), dropout);
}
