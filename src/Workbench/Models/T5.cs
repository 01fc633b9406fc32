using TorchSharp;
using TorchSharp.Modules;
using Workbench.Checkpoints;
using Workbench.Generation;
using Workbench.Models.Lora;
using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// T5, T5 v1.1 and FLAN-T5 (Raffel et al. 2020) with the names, shapes and settings of transformers' <c>T5ForConditionalGeneration</c>.
/// The encoder reads the prompt; the decoder starts with the start token and reads the response.
/// </summary>
public sealed class T5 : ILanguageModel
{
    private readonly T5Settings settings;
    private readonly T5Module module;

    /// <summary>Builds the model.</summary>
    /// <param name="config">The settings; every one that changes the numbers is followed or refused by name.</param>
    /// <param name="source">Where the parameters come from.</param>
    /// <exception cref="WorkbenchException">A setting is not supported or out of range, or a parameter is missing.</exception>
    public T5(ModelConfig config, IParameterSource source)
    {
        Config = SettingNames.Own(config);
        Adapter = source.Adapter;
        settings = T5Settings.Of(Config);
        module = new T5Module(settings, source);
        module.eval();
    }

    /// <inheritdoc/>
    public nn.Module Module => module;

    /// <inheritdoc/>
    public ModelConfig Config { get; }

    /// <inheritdoc/>
    public LoraAdapter? Adapter { get; }

    /// <inheritdoc/>
    public int VocabularySize => settings.Vocabulary;

    /// <inheritdoc/>
    public int HiddenSize => settings.Hidden;

    /// <inheritdoc/>
    public int? ContextLength => null;

    /// <summary>Number of decoder layers.</summary>
    internal int DecoderLayers => settings.DecoderLayers;

    /// <summary>The token that every response follows.</summary>
    internal int StartId => settings.StartId;

    /// <inheritdoc/>
    public LanguageModelOutput Forward(TokenBatch prompts, TokenBatch responses)
    {
        using var scope = NewDisposeScope();
        var rows = PredictingRows(prompts, responses);
        var (batch, length) = (responses.Count, responses.Width);
        return new LanguageModelOutput(
            module.Head(rows).view(batch, length, VocabularySize).MoveToOuterDisposeScope(),
            rows.view(batch, length, HiddenSize).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public Tensor HiddenStates(TokenBatch prompts, TokenBatch responses)
    {
        using var scope = NewDisposeScope();
        return PredictingRows(prompts, responses).view(responses.Count, responses.Width, HiddenSize).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Logits(Tensor hiddenStates)
    {
        StateWidth.Require(hiddenStates, HiddenSize);
        using var scope = NewDisposeScope();
        var shape = hiddenStates.shape;
        shape[^1] = VocabularySize;
        return module.Head(hiddenStates.reshape(-1, HiddenSize)).view(shape).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor FinalStates(TokenBatch prompts, TokenBatch responses)
    {
        using var scope = NewDisposeScope();
        var ids = cat([Starts(responses), responses.Ids], 1);                            // [B, 1 + R]
        var states = Decode(prompts, ids).view(responses.Count, -1, HiddenSize);
        var last = responses.Mask.sum(1).view(-1, 1, 1).expand(responses.Count, 1, HiddenSize);
        return states.gather(1, last).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Generated Generate(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms)
    {
        options.Validate(VocabularySize);
        return Decoding.Generate(new EncoderDecoderDecoder(this), prompts, options, uniforms);
    }

    /// <inheritdoc/>
    public IEnumerable<GeneratedToken> Stream(TokenBatch prompts, GenerationOptions options, IUniforms? uniforms)
    {
        options.Validate(VocabularySize);
        return Decoding.Stream(new EncoderDecoderDecoder(this), prompts, options, uniforms);
    }

    /// <inheritdoc/>
    public ILanguageModel Clone() => new T5(Config, new CopiedParameters(module, Adapter)).Freeze();

    /// <summary>Frees the parameters.</summary>
    public void Dispose()
    {
        module.Dispose();
        Adapter?.Dispose();
    }

    /// <summary>The dtype of the parameters.</summary>
    internal ScalarType DType => module.TokenTable.dtype;

    /// <summary>Runs the encoder.</summary>
    /// <param name="prompts">[B, Q], padded on either side.</param>
    /// <param name="trace">Where the states between the layers are put; null for none.</param>
    /// <returns>[B Q, H].</returns>
    internal Tensor Encode(TokenBatch prompts, List<Tensor>? trace = null) => module.Encode(prompts.Ids.reshape(-1), new ForwardPass
    {
        Batch = prompts.Count,
        Positions = prompts.Ids,
        Mask = AttentionMask.Padding(prompts.Mask, DType),
        Training = module.training,
        Trace = trace,
    });

    /// <summary>Runs the decoder on tokens that follow one another from the start token on, or from what a cache holds.</summary>
    /// <param name="ids">int64 [B, T].</param>
    /// <param name="crossed">What the decoder layers see of the prompt.</param>
    /// <param name="cache">Keys and values of the tokens before; null where there are none to keep.</param>
    /// <param name="trace">Where the states between the layers are put; null for none.</param>
    /// <returns>[B T, H].</returns>
    internal Tensor Decode(Tensor ids, CrossAttention crossed, KvCache? cache = null, List<Tensor>? trace = null) =>
        module.Decode(ids.reshape(-1), crossed, new ForwardPass
        {
            Batch = ids.shape[0],
            Positions = ids,
            Mask = ids.shape[1] == 1 ? null : AttentionMask.Future(ids.shape[1], DType, ids.device),
            Cache = cache,
            Training = module.training,
            Trace = trace,
        });

    /// <summary>Prepares what the decoder layers see of the prompt.</summary>
    /// <param name="encoded">[B Q, H].</param>
    /// <param name="mask">bool [B, Q].</param>
    internal CrossAttention Cross(Tensor encoded, Tensor mask) => module.Cross(encoded, mask.shape[0], AttentionMask.Padding(mask, DType));

    /// <summary>The language-model head on rows, [N, H] to [N, V].</summary>
    internal Tensor Head(Tensor rows) => module.Head(rows);

    private Tensor PredictingRows(TokenBatch prompts, TokenBatch responses) =>
        Decode(prompts, cat([Starts(responses), responses.Ids.narrow(1, 0, responses.Width - 1)], 1));

    private Tensor Decode(TokenBatch prompts, Tensor ids)
    {
        using var crossed = Cross(Encode(prompts), prompts.Mask);
        return Decode(ids, crossed);
    }

    private Tensor Starts(TokenBatch responses) =>
        responses.Starts?.unsqueeze(1) ?? full([responses.Count, 1], settings.StartId, dtype: ScalarType.Int64, device: responses.Ids.device);
}

/// <summary>The settings of config.json that change the numbers.</summary>
internal sealed record T5Settings(
    int Vocabulary, int Hidden, int HeadWidth, int Inner, int Layers, int DecoderLayers, int Heads, int Buckets, int Farthest, double Epsilon,
    Func<Tensor, Tensor> Activation, bool Gated, bool Tied, int StartId, double Factor, double DropoutRate)
{
    public int AttentionWidth => Heads * HeadWidth;

    public static T5Settings Of(ModelConfig config)
    {
        config.Only("is_encoder_decoder", true);
        var layers = config.Int("num_layers", 6, 1, 1 << 12);
        var kind = config.Text("feed_forward_proj", "relu")!;
        var isGated = kind.StartsWith("gated-", StringComparison.Ordinal);
        // What transformers derives from feed_forward_proj it also writes down, and follows where it is written.
        var name = config.Text("dense_act_fn", kind == "gated-gelu" ? "gelu_new" : isGated ? kind["gated-".Length..] : kind);
        var gated = config.Bool("is_gated_act", isGated);
        var vocabulary = config.Int("vocab_size", 32128, 1, 1 << 24);
        return new T5Settings(
            vocabulary,
            config.Int("d_model", 512, 1, 1 << 17),
            config.Int("d_kv", 64, 1, 1 << 13),
            config.Int("d_ff", 2048, 1, 1 << 20),
            layers,
            config.Int("num_decoder_layers", layers, 1, 1 << 12),
            config.Int("num_heads", 8, 1, 1 << 12),
            config.Int("relative_attention_num_buckets", 32, 4, 1 << 16),
            config.Int("relative_attention_max_distance", 128, 2, 1 << 24),
            config.Double("layer_norm_epsilon", 1e-6, 0, 1),
            Activations.Named(config.With(ActivationKey(config), name), ActivationKey(config), "relu"),
            gated,
            config.Bool("tie_word_embeddings", true),
            config.Int("decoder_start_token_id", config.Int("pad_token_id", 0, 0, vocabulary - 1), 0, vocabulary - 1),
            config.Double("initializer_factor", 1, 0, 1000),
            config.Double("dropout_rate", 0.1, 0, 1));
    }

    private static string ActivationKey(ModelConfig config) => config.Has("dense_act_fn") ? "dense_act_fn" : "feed_forward_proj";
}

/// <summary>What the decoder layers see of the prompts: keys and values, one pair a layer, and the mask.</summary>
internal sealed class CrossAttention(Tensor[] keys, Tensor[] values, Tensor mask) : IDisposable
{
    /// <summary>[B, h, Q, d] for each layer.</summary>
    public Tensor[] Keys { get; } = keys;

    /// <summary>[B, h, Q, d] for each layer.</summary>
    public Tensor[] Values { get; } = values;

    /// <summary>[B, 1, 1, Q].</summary>
    public Tensor Mask { get; } = mask;

    /// <summary>Some rows of the batch.</summary>
    public CrossAttention Select(Tensor rows) => new(
        [.. Keys.Select(key => key.index_select(0, rows))], [.. Values.Select(value => value.index_select(0, rows))], Mask.index_select(0, rows));

    /// <summary>Takes the tensors out of the scope they were made in.</summary>
    public CrossAttention Detach()
    {
        foreach (var tensor in Keys.Concat(Values).Append(Mask))
        {
            tensor.DetachFromDisposeScope();
        }

        return this;
    }

    public void Dispose()
    {
        foreach (var tensor in Keys.Concat(Values).Append(Mask))
        {
            tensor.Dispose();
        }
    }
}

/// <summary>The root of the names: shared, encoder, decoder, and lm_head where it is not tied to the token embedding.</summary>
internal sealed class T5Module : nn.Module
{
    private readonly EmbeddingTable shared;
    private readonly T5Stack encoder;
    private readonly T5Stack decoder;
    private readonly Projection lm_head;
    private readonly double headScale;

    public T5Module(T5Settings settings, IParameterSource source) : base(nameof(T5))
    {
        var root = new ParameterScope(source);
        headScale = settings.Tied ? Math.Pow(settings.Hidden, -0.5) : 1;
        shared = new EmbeddingTable(root["shared"], settings.Vocabulary, settings.Hidden, settings.Factor);
        encoder = new T5Stack(settings, root["encoder"], false);
        decoder = new T5Stack(settings, root["decoder"], true);
        lm_head = settings.Tied
            ? Projection.TiedTo(root["lm_head"], shared)
            : new Projection(root["lm_head"], settings.Hidden, settings.Vocabulary, false, settings.Factor);
        RegisterComponents();
    }

    public Parameter TokenTable => shared.Weight;

    public Tensor Encode(Tensor ids, ForwardPass pass) => encoder.Run(shared.forward(ids), pass, null);

    public Tensor Decode(Tensor ids, CrossAttention crossed, ForwardPass pass) => decoder.Run(shared.forward(ids), pass, crossed);

    public CrossAttention Cross(Tensor encoded, long batch, Tensor mask) => decoder.Cross(encoded, batch, mask);

    public Tensor Head(Tensor rows) =>                                       // [N, H] -> [N, V]
        lm_head.forward(headScale == 1 ? rows : rows * headScale);
}

/// <summary>The encoder or the decoder.</summary>
internal sealed class T5Stack : nn.Module
{
    private readonly ModuleList<T5Block> block;
    private readonly RmsNormalization final_layer_norm;
    private readonly double dropout;

    public T5Stack(T5Settings settings, ParameterScope scope, bool isDecoder) : base(nameof(T5Stack))
    {
        dropout = settings.DropoutRate;
        var count = isDecoder ? settings.DecoderLayers : settings.Layers;
        block = new ModuleList<T5Block>([.. Enumerable.Range(0, count).Select(i => new T5Block(settings, scope["block"][i], i, isDecoder))]);
        final_layer_norm = new RmsNormalization(scope["final_layer_norm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass, CrossAttention? crossed)
    {
        x = pass.Dropout(x, dropout);                                        // [B T, H]
        var earlier = pass.Cache?.Length ?? 0;
        var bias = block[0].Bias(earlier, x.shape[0] / pass.Batch);          // [1, h, T, S]
        bias = pass.Mask is null ? bias : bias + pass.Mask;
        for (var i = 0; i < block.Count; i++)
        {
            pass.Trace?.Add(x);
            x = pass.Layer(x, entering => block[i].Run(entering, pass, bias, crossed));
        }

        x = pass.Dropout(final_layer_norm.forward(x), dropout);
        pass.Trace?.Add(x);
        return x;
    }

    public CrossAttention Cross(Tensor encoded, long batch, Tensor mask)
    {
        var pairs = block.Select(one => one.Cross(encoded, batch)).ToArray();
        return new CrossAttention([.. pairs.Select(pair => pair.Key)], [.. pairs.Select(pair => pair.Value)], mask);
    }
}

/// <summary>Self-attention, in the decoder cross-attention, and two projections; each is added to what it reads.</summary>
internal sealed class T5Block : nn.Module
{
    private readonly ModuleList<T5Layer> layer;

    public T5Block(T5Settings settings, ParameterScope scope, int index, bool isDecoder) : base(nameof(T5Block))
    {
        var scopes = scope["layer"];
        layer = isDecoder
            ? new ModuleList<T5Layer>(
                new T5SelfLayer(settings, scopes[0], index, isDecoder), new T5CrossLayer(settings, scopes[1], index), new T5FeedForwardLayer(settings, scopes[2]))
            : new ModuleList<T5Layer>(new T5SelfLayer(settings, scopes[0], index, isDecoder), new T5FeedForwardLayer(settings, scopes[1]));
        RegisterComponents();
    }

    public Tensor Bias(long earlier, long queries) => ((T5SelfLayer)layer[0]).Bias(earlier, queries);

    public (Tensor Key, Tensor Value) Cross(Tensor encoded, long batch) => ((T5CrossLayer)layer[1]).Cross(encoded, batch);

    public Tensor Run(Tensor x, ForwardPass pass, Tensor bias, CrossAttention? crossed)
    {
        for (var i = 0; i < layer.Count; i++)
        {
            x = layer[i].Run(x, pass, bias, crossed);
        }

        return x;
    }
}

/// <summary>One of the parts of a block.</summary>
internal abstract class T5Layer(string name) : nn.Module(name)
{
    public abstract Tensor Run(Tensor x, ForwardPass pass, Tensor bias, CrossAttention? crossed);
}

/// <summary>x + attention(norm(x)).</summary>
internal sealed class T5SelfLayer : T5Layer
{
    private readonly T5Attention SelfAttention;
    private readonly RmsNormalization layer_norm;
    private readonly double dropout;
    private readonly int index;

    public T5SelfLayer(T5Settings settings, ParameterScope scope, int index, bool isDecoder) : base(nameof(T5SelfLayer))
    {
        this.index = index;
        dropout = settings.DropoutRate;
        SelfAttention = new T5Attention(settings, scope["SelfAttention"], index == 0 ? new T5Buckets(settings, isDecoder) : null);
        layer_norm = new RmsNormalization(scope["layer_norm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public Tensor Bias(long earlier, long queries) => SelfAttention.Bias(earlier, queries);

    public override Tensor Run(Tensor x, ForwardPass pass, Tensor bias, CrossAttention? crossed)
    {
        var normed = layer_norm.forward(x);
        var (key, value) = SelfAttention.KeyValue(normed, pass.Batch);
        if (pass.Cache is not null)
        {
            (key, value) = pass.Cache.Append(index, key, value);
        }

        return pass.Dropout(SelfAttention.Run(normed, key, value, bias, pass, isBiased: true), dropout) + x;
    }
}

/// <summary>x + attention(norm(x)) to the prompt.</summary>
internal sealed class T5CrossLayer : T5Layer
{
    private readonly T5Attention EncDecAttention;
    private readonly RmsNormalization layer_norm;
    private readonly double dropout;
    private readonly int index;

    public T5CrossLayer(T5Settings settings, ParameterScope scope, int index) : base(nameof(T5CrossLayer))
    {
        this.index = index;
        dropout = settings.DropoutRate;
        EncDecAttention = new T5Attention(settings, scope["EncDecAttention"], null);
        layer_norm = new RmsNormalization(scope["layer_norm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public (Tensor Key, Tensor Value) Cross(Tensor encoded, long batch) => EncDecAttention.KeyValue(encoded, batch);

    public override Tensor Run(Tensor x, ForwardPass pass, Tensor bias, CrossAttention? crossed)
    {
        var attended = EncDecAttention.Run(layer_norm.forward(x), crossed!.Keys[index], crossed.Values[index], crossed.Mask, pass, isBiased: false);
        return pass.Dropout(attended, dropout) + x;
    }
}

/// <summary>x + mlp(norm(x)).</summary>
internal sealed class T5FeedForwardLayer : T5Layer
{
    private readonly T5FeedForward DenseReluDense;
    private readonly RmsNormalization layer_norm;
    private readonly double dropout;

    public T5FeedForwardLayer(T5Settings settings, ParameterScope scope) : base(nameof(T5FeedForwardLayer))
    {
        dropout = settings.DropoutRate;
        DenseReluDense = new T5FeedForward(settings, scope["DenseReluDense"]);
        layer_norm = new RmsNormalization(scope["layer_norm"], settings.Hidden, settings.Epsilon);
        RegisterComponents();
    }

    public override Tensor Run(Tensor x, ForwardPass pass, Tensor bias, CrossAttention? crossed) =>
        pass.Dropout(DenseReluDense.Run(layer_norm.forward(x), pass), dropout) + x;
}

/// <summary>Attention without scaling and without biases; the first layer of a stack holds the relative position bias of all.</summary>
internal sealed class T5Attention : nn.Module
{
    private readonly Projection q;
    private readonly Projection k;
    private readonly Projection v;
    private readonly Projection o;
    private readonly EmbeddingTable? relative_attention_bias;
    private readonly T5Settings settings;
    private readonly T5Buckets? buckets;

    public T5Attention(T5Settings settings, ParameterScope scope, T5Buckets? buckets) : base(nameof(T5Attention))
    {
        this.settings = settings;
        this.buckets = buckets;
        var (hidden, width, factor) = (settings.Hidden, settings.AttentionWidth, settings.Factor);
        q = new Projection(scope["q"], hidden, width, false, factor * Math.Pow(hidden * settings.HeadWidth, -0.5));
        k = new Projection(scope["k"], hidden, width, false, factor * Math.Pow(hidden, -0.5));
        v = new Projection(scope["v"], hidden, width, false, factor * Math.Pow(hidden, -0.5));
        o = new Projection(scope["o"], width, hidden, false, factor * Math.Pow(width, -0.5));
        relative_attention_bias = buckets is null
            ? null
            : new EmbeddingTable(scope["relative_attention_bias"], settings.Buckets, settings.Heads, factor * Math.Pow(hidden, -0.5));
        RegisterComponents();
    }

    public (Tensor Key, Tensor Value) KeyValue(Tensor x, long batch) =>     // [B, h, S, d] each
        (Attention.Split(k.forward(x), batch, settings.Heads), Attention.Split(v.forward(x), batch, settings.Heads));

    public Tensor Run(Tensor x, Tensor key, Tensor value, Tensor mask, ForwardPass pass, bool isBiased)
    {
        var query = Attention.Split(q.forward(x), pass.Batch, settings.Heads);
        return o.forward(Attention.Run(query, key, value, mask, 1, pass.Training ? settings.DropoutRate : 0, maskLearns: isBiased));
    }

    public Tensor Bias(long earlier, long queries)
    {
        using var places = buckets!.Of(earlier, queries, relative_attention_bias!.Weight.device);
        return relative_attention_bias.forward(places.view(-1))
            .view(queries, earlier + queries, settings.Heads).permute(2, 0, 1).unsqueeze(0);
    }
}

/// <summary>The buckets of all pairs of a query and a key.</summary>
internal sealed class T5Buckets(T5Settings settings, bool isDecoder)
{
    /// <summary>Buckets of queries that follow some earlier keys.</summary>
    /// <returns>int64 [queries, earlier + queries].</returns>
    public Tensor Of(long earlier, long queries, Device device)
    {
        var keys = earlier + queries;
        var places = new long[queries * keys];
        for (var query = 0L; query < queries; query++)
        {
            for (var key = 0L; key < keys; key++)
            {
                places[(query * keys) + key] = RelativeBuckets.Of((int)(key - query - earlier), !isDecoder, settings.Buckets, settings.Farthest);
            }
        }

        return tensor(places, [queries, keys], device: device);
    }
}

/// <summary>Two projections with the activation between them, or three where one gates another.</summary>
internal sealed class T5FeedForward : nn.Module
{
    private readonly Projection? wi;
    private readonly Projection? wi_0;
    private readonly Projection? wi_1;
    private readonly Projection wo;
    private readonly Func<Tensor, Tensor> activation;
    private readonly double dropout;

    public T5FeedForward(T5Settings settings, ParameterScope scope) : base(nameof(T5FeedForward))
    {
        activation = settings.Activation;
        dropout = settings.DropoutRate;
        Projection In(string name) => new(scope[name], settings.Hidden, settings.Inner, false, settings.Factor * Math.Pow(settings.Hidden, -0.5));
        wi = settings.Gated ? null : In("wi");
        wi_0 = settings.Gated ? In("wi_0") : null;
        wi_1 = settings.Gated ? In("wi_1") : null;
        wo = new Projection(scope["wo"], settings.Inner, settings.Hidden, false, settings.Factor * Math.Pow(settings.Inner, -0.5));
        RegisterComponents();
    }

    public Tensor Run(Tensor x, ForwardPass pass)
    {
        var inner = wi is null ? activation(wi_0!.forward(x)) * wi_1!.forward(x) : activation(wi.forward(x));
        return wo.forward(pass.Dropout(inner, dropout));
    }
}
