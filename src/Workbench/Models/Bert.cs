using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// BERT (Devlin et al. 2019) and RoBERTa (Liu et al. 2019) as sequence classifiers, with the names, shapes and settings of transformers'
/// <c>BertForSequenceClassification</c> and <c>RobertaForSequenceClassification</c>.
/// </summary>
public sealed class Bert : ISequenceClassifier
{
    private readonly BertSettings settings;
    private readonly nn.Module module;
    private readonly BertTrunk trunk;
    private readonly Func<Tensor, ForwardPass, Tensor> head;

    /// <summary>Builds the model.</summary>
    /// <param name="config">The settings; every one that changes the numbers is followed or refused by name.</param>
    /// <param name="source">Where the parameters come from.</param>
    /// <exception cref="WorkbenchException">A setting is not supported or out of range, or a parameter is missing.</exception>
    public Bert(ModelConfig config, IParameterSource source)
    {
        Config = SettingNames.Own(config);
        Adapter = source.Adapter;
        settings = BertSettings.Of(Config);
        if (settings.Roberta)
        {
            var roberta = new RobertaModule(settings, source);
            (module, trunk, head) = (roberta, roberta.Trunk, roberta.Head);
        }
        else
        {
            var bert = new BertModule(settings, source);
            (module, trunk, head) = (bert, bert.Trunk, bert.Head);
        }

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
    public int ContextLength => settings.Positions - settings.FirstPosition;

    /// <inheritdoc/>
    public Tensor Logits(TokenBatch tokens, Tensor? tokenTypes = null)
    {
        using var scope = NewDisposeScope();
        var states = States(tokens, tokenTypes, null);
        var pass = new ForwardPass { Batch = tokens.Count, Positions = tokens.Ids, Training = module.training };
        return head(FirstTokens.Of(states, tokens.Mask), pass).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose()
    {
        module.Dispose();
        Adapter?.Dispose();
    }

    /// <summary>The last layer's states, [B T, H]; the trace takes those before each layer too.</summary>
    internal Tensor States(TokenBatch tokens, Tensor? tokenTypes, List<Tensor>? trace)
    {
        FirstTokens.RefuseTooLong(tokens, ContextLength);
        var type = module.parameters().First().dtype;
        // RoBERTa counts the tokens that are not padding by their ids, and starts behind the padding id.
        var (padId, counted) = settings is { Roberta: true, PadId: { } id } ? (id, true) : (0, false);
        var positions = TokenPositions.FromMask(counted ? tokens.Ids.ne(padId) : tokens.Mask).add_(settings.FirstPosition);
        if (counted)
        {
            positions = positions.masked_fill(tokens.Ids.eq(padId), padId);
        }

        return trunk.Run(tokens.Ids.reshape(-1), (tokenTypes ?? zeros_like(tokens.Ids)).reshape(-1), new ForwardPass
        {
            Batch = tokens.Count,
            Positions = positions.reshape(-1),
            Mask = AttentionMask.Padding(tokens.Mask, type),
            Training = module.training,
            Trace = trace,
        });
    }
}

/// <summary>The settings of config.json that change the numbers.</summary>
internal sealed record BertSettings(
    bool Roberta, int Vocabulary, int Positions, int Types, int Hidden, int Layers, int Heads, int Inner, double Epsilon,
    Func<Tensor, Tensor> Activation, int? PadId, BertPositions Kind, IReadOnlyList<string> Labels, double Std, double HiddenDropout,
    double AttentionDropout, double HeadDropout)
{
    /// <summary>The row of the position table that the first token takes.</summary>
    public int FirstPosition => Roberta && Kind == BertPositions.Absolute ? PadId!.Value + 1 : 0;

    public static BertSettings Of(ModelConfig config)
    {
        config.Only("is_decoder", false);
        config.Only("add_cross_attention", false);
        var roberta = config.Text("model_type") == "roberta";
        var hidden = config.Int("hidden_size", 768, 1, 1 << 17);
        var heads = config.Int("num_attention_heads", 12, 1, 1 << 12);
        if (hidden % heads != 0)
        {
            throw config.Fault("hidden_size", $"a multiple of num_attention_heads, which is {heads}");
        }

        var vocabulary = config.Int("vocab_size", roberta ? 50265 : 30522, 1, 1 << 24);
        if (roberta && config.Mentions("pad_token_id") && !config.Has("pad_token_id"))
        {
            throw config.Fault("pad_token_id", "a token id: positions are counted behind it");
        }

        var dropout = config.Double("hidden_dropout_prob", 0.1, 0, 1);
        return new BertSettings(
            roberta,
            vocabulary,
            config.Int("max_position_embeddings", 512, 3, 1 << 24),
            config.Int("type_vocab_size", 2, 1, 1 << 16),
            hidden,
            config.Int("num_hidden_layers", 12, 1, 1 << 12),
            heads,
            config.Int("intermediate_size", 3072, 1, 1 << 20),
            config.Double("layer_norm_eps", 1e-12, 0, 1),
            Activations.Named(config, "hidden_act", "gelu"),
            roberta ? config.Int("pad_token_id", 1, 0, vocabulary - 1) : config.OptionalId("pad_token_id", 0, vocabulary),
            PositionsOf(config),
            SequenceClassifiers.LabelsOf(config),
            config.Double("initializer_range", 0.02, 0, 100),
            dropout,
            config.Double("attention_probs_dropout_prob", 0.1, 0, 1),
            config.Double("classifier_dropout", dropout, 0, 1));
    }

    public Projection Projection(ParameterScope scope, long inputs, long outputs) => new(scope, inputs, outputs, true, Std);

    private static BertPositions PositionsOf(ModelConfig config) => config.Text("position_embedding_type", "absolute") switch
    {
        "absolute" => BertPositions.Absolute,
        "relative_key" => BertPositions.RelativeKey,
        "relative_key_query" => BertPositions.RelativeKeyQuery,
        _ => throw config.Fault("position_embedding_type", "absolute, relative_key or relative_key_query"),
    };
}

/// <summary>How a model knows where tokens stand: a vector for each place, or one for each distance (Shaw et al. 2018; Huang et al. 2020).</summary>
internal enum BertPositions
{
    Absolute,
    RelativeKey,
    RelativeKeyQuery,
}

/// <summary>BERT's names: bert and classifier, which reads the pooled first token.</summary>
internal sealed class BertModule : nn.Module
{
    private readonly BertTrunk bert;
    private readonly Projection classifier;
    private readonly double dropout;

    public BertModule(BertSettings settings, IParameterSource source) : base(nameof(Bert))
    {
        var root = new ParameterScope(source);
        dropout = settings.HeadDropout;
        bert = new BertTrunk(settings, root["bert"], hasPooler: true);
        classifier = settings.Projection(root["classifier"], settings.Hidden, settings.Labels.Count);
        RegisterComponents();
    }

    public BertTrunk Trunk => bert;

    public Tensor Head(Tensor first, ForwardPass pass) => classifier.forward(pass.Dropout(bert.Pool(first), dropout));
}

/// <summary>RoBERTa's names: roberta and classifier, which has a layer of its own.</summary>
internal sealed class RobertaModule : nn.Module
{
    private readonly BertTrunk roberta;
    private readonly RobertaHead classifier;

    public RobertaModule(BertSettings settings, IParameterSource source) : base(nameof(Bert))
    {
        var root = new ParameterScope(source);
        roberta = new BertTrunk(settings, root["roberta"], hasPooler: false);
        classifier = new RobertaHead(settings, root["classifier"]);
        RegisterComponents();
    }

    public BertTrunk Trunk => roberta;

    public Tensor Head(Tensor first, ForwardPass pass) => classifier.Run(first, pass);
}

/// <summary>out_proj(tanh(dense(x))).</summary>
internal sealed class RobertaHead : nn.Module
{
    private readonly Projection dense;
    private readonly Projection out_proj;
    private readonly double dropout;

    public RobertaHead(BertSettings settings, ParameterScope scope) : base(nameof(RobertaHead))
    {
        dropout = settings.HeadDropout;
        dense = settings.Projection(scope["dense"], settings.Hidden, settings.Hidden);
        out_proj = settings.Projection(scope["out_proj"], settings.Hidden, settings.Labels.Count);
        RegisterComponents();
    }

    public Tensor Run(Tensor first, ForwardPass pass) =>
        out_proj.forward(pass.Dropout(dense.forward(pass.Dropout(first, dropout)).tanh(), dropout));
}

/// <summary>Embeddings, layers, and BERT's pooler.</summary>
internal sealed class BertTrunk : nn.Module
{
    private readonly BertEmbeddings embeddings;
    private readonly BertEncoder encoder;
    private readonly BertPooler? pooler;

    public BertTrunk(BertSettings settings, ParameterScope scope, bool hasPooler) : base(nameof(BertTrunk))
    {
        embeddings = new BertEmbeddings(settings, scope["embeddings"]);
        encoder = new BertEncoder(settings, scope["encoder"]);
        pooler = hasPooler ? new BertPooler(settings, scope["pooler"]) : null;
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, Tensor types, ForwardPass pass) => encoder.Run(embeddings.Run(ids, types, pass), pass);

    public Tensor Pool(Tensor first) => pooler!.forward(first);
}

/// <summary>norm(token + position + type); with relative positions the table of places is there and not used.</summary>
internal sealed class BertEmbeddings : nn.Module
{
    private readonly EmbeddingTable word_embeddings;
    private readonly EmbeddingTable position_embeddings;
    private readonly EmbeddingTable token_type_embeddings;
    private readonly LayerNormalization LayerNorm;
    private readonly double dropout;
    private readonly bool absolute;

    public BertEmbeddings(BertSettings settings, ParameterScope scope) : base(nameof(BertEmbeddings))
    {
        dropout = settings.HiddenDropout;
        absolute = settings.Kind == BertPositions.Absolute;
        word_embeddings = new EmbeddingTable(scope["word_embeddings"], settings.Vocabulary, settings.Hidden, settings.Std, settings.PadId);
        position_embeddings = new EmbeddingTable(
            scope["position_embeddings"], settings.Positions, settings.Hidden, settings.Std, settings.Roberta ? settings.PadId : null);
        token_type_embeddings = new EmbeddingTable(scope["token_type_embeddings"], settings.Types, settings.Hidden, settings.Std);
        LayerNorm = new LayerNormalization(scope["LayerNorm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public Tensor Run(Tensor ids, Tensor types, ForwardPass pass)
    {
        var sum = word_embeddings.forward(ids) + token_type_embeddings.forward(types);
        sum = absolute ? sum + position_embeddings.forward(pass.Positions) : sum;
        return pass.Dropout(LayerNorm.forward(sum), dropout);                // [B T, H]
    }
}

/// <summary>The layers.</summary>
internal sealed class BertEncoder : nn.Module
{
    private readonly ModuleList<BertLayer> layer;

    public BertEncoder(BertSettings settings, ParameterScope scope) : base(nameof(BertEncoder))
    {
        layer = new ModuleList<BertLayer>([.. Enumerable.Range(0, settings.Layers).Select(i => new BertLayer(settings, scope["layer"][i]))]);
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
internal sealed class BertLayer : nn.Module
{
    private readonly BertAttention attention;
    private readonly BertDense intermediate;
    private readonly BertOutput output;
    private readonly Func<Tensor, Tensor> activation;

    public BertLayer(BertSettings settings, ParameterScope scope) : base(nameof(BertLayer))
    {
        activation = settings.Activation;
        attention = new BertAttention(settings, scope["attention"]);
        intermediate = new BertDense(settings, scope["intermediate"]);
        output = new BertOutput(settings, scope["output"], settings.Inner);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass)
    {
        x = attention.Run(x, pass);
        return output.Run(activation(intermediate.forward(x)), x, pass);
    }
}

/// <summary>A level of the names.</summary>
internal sealed class BertDense : nn.Module<Tensor, Tensor>
{
    private readonly Projection dense;

    public BertDense(BertSettings settings, ParameterScope scope) : base(nameof(BertDense))
    {
        dense = settings.Projection(scope["dense"], settings.Hidden, settings.Inner);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => dense.forward(input);
}

/// <summary>norm(dense(x) + residual).</summary>
internal sealed class BertOutput : nn.Module
{
    private readonly Projection dense;
    private readonly LayerNormalization LayerNorm;
    private readonly double dropout;

    public BertOutput(BertSettings settings, ParameterScope scope, int inputs) : base(nameof(BertOutput))
    {
        dropout = settings.HiddenDropout;
        dense = settings.Projection(scope["dense"], inputs, settings.Hidden);
        LayerNorm = new LayerNormalization(scope["LayerNorm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, Tensor residual, ForwardPass pass) => LayerNorm.forward(pass.Dropout(dense.forward(x), dropout) + residual);
}

/// <summary>Self-attention and its output.</summary>
internal sealed class BertAttention : nn.Module
{
    private readonly BertSelfAttention self;
    private readonly BertOutput output;

    public BertAttention(BertSettings settings, ParameterScope scope) : base(nameof(BertAttention))
    {
        self = new BertSelfAttention(settings, scope["self"]);
        output = new BertOutput(settings, scope["output"], settings.Hidden);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass) => output.Run(self.Run(x, pass), x, pass);
}

/// <summary>Attention of all tokens to all that are no padding.</summary>
internal sealed class BertSelfAttention : nn.Module
{
    private readonly Projection query;
    private readonly Projection key;
    private readonly Projection value;
    private readonly EmbeddingTable? distance_embedding;
    private readonly BertSettings settings;

    public BertSelfAttention(BertSettings settings, ParameterScope scope) : base(nameof(BertSelfAttention))
    {
        this.settings = settings;
        query = settings.Projection(scope["query"], settings.Hidden, settings.Hidden);
        key = settings.Projection(scope["key"], settings.Hidden, settings.Hidden);
        value = settings.Projection(scope["value"], settings.Hidden, settings.Hidden);
        distance_embedding = settings.Kind == BertPositions.Absolute
            ? null
            : new EmbeddingTable(scope["distance_embedding"], 2L * settings.Positions - 1, settings.Hidden / settings.Heads, settings.Std);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass)
    {
        Tensor Heads(Projection projection) => Attention.Split(projection.forward(x), pass.Batch, settings.Heads);
        var (q, k, v) = (Heads(query), Heads(key), Heads(value));
        var scale = 1 / Math.Sqrt(settings.Hidden / settings.Heads);
        var mask = distance_embedding is null ? pass.Mask : Distances(q, k, distance_embedding) * scale + pass.Mask!;
        return Attention.Run(q, k, v, mask, scale, pass.Training ? settings.AttentionDropout : 0);
    }

    // q · e(distance), and k · e(distance) for the kind that asks for it: [B, h, T, T].
    private Tensor Distances(Tensor q, Tensor k, EmbeddingTable table)
    {
        var (batch, width) = (q.shape[0], q.shape[2]);
        var places = arange(width, dtype: ScalarType.Int64, device: q.device);
        var distances = (places.unsqueeze(1) - places).add_(settings.Positions - 1);
        var vectors = table.forward(distances.view(-1)).view(width, width, -1);                  // [query, key, d]
        Tensor ByPlace(Tensor heads) => heads.permute(2, 0, 1, 3).reshape(width, batch * settings.Heads, -1);
        var scores = ByPlace(q).bmm(vectors.transpose(1, 2)).view(width, batch, settings.Heads, width).permute(1, 2, 0, 3);
        return settings.Kind == BertPositions.RelativeKey
            ? scores
            : scores + ByPlace(k).bmm(vectors.permute(1, 2, 0)).view(width, batch, settings.Heads, width).permute(1, 2, 3, 0);
    }
}

/// <summary>tanh(dense(x)).</summary>
internal sealed class BertPooler : nn.Module<Tensor, Tensor>
{
    private readonly Projection dense;

    public BertPooler(BertSettings settings, ParameterScope scope) : base(nameof(BertPooler))
    {
        dense = settings.Projection(scope["dense"], settings.Hidden, settings.Hidden);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => dense.forward(input).tanh();
}
