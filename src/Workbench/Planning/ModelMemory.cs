using TorchSharp;
using Workbench.Checkpoints;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Planning;

/// <summary>
/// What a model takes: its parameters, and what passes through it and stays for the gradient. The parameters are counted; the model may lie on the
/// <c>meta</c> device, where it takes no memory itself. What a pass keeps follows from the widths of the projections: attention keeps queries, keys and
/// values, on a CPU its weights too where its mask learns, a normalization its input, an activation its input, and a trained projection what it read.
/// </summary>
internal sealed class ModelMemory
{
    private static readonly string[] ActivationKeys = ["activation_function", "hidden_act", "activation", "feed_forward_proj", "dense_act_fn"];
    private static readonly string[] HeadCountKeys = ["n_head", "num_attention_heads", "num_heads", "n_heads"];

    private readonly IReadOnlyList<ProjectionGroup> groups;
    private readonly long hidden;
    private readonly long heads;
    private readonly bool keepsInput;
    private readonly bool isRms;
    private readonly bool fused;
    private readonly int lastLayer;
    private readonly int firstTrained;
    private readonly int numberBytes;

    private ModelMemory(nn.Module module, ModelConfig config, long hidden, long vocabulary)
    {
        this.hidden = hidden;
        Vocabulary = vocabulary;
        groups = ProjectionGroup.Of(module);
        heads = HeadCountKeys.Where(config.Has).Select(key => config.Int(key, 1, 1 << 12)).FirstOrDefault(1);
        var activation = ActivationKeys.Where(config.Has).Select(key => config.Text(key)!)
            .FirstOrDefault(config.Text("model_type") is "opt" or "t5" ? "relu" : "gelu");
        keepsInput = !activation.EndsWith("relu", StringComparison.Ordinal);
        isRms = module.modules().OfType<RmsNormalization>().Any();
        lastLayer = groups.Count == 0 ? -1 : groups.Max(group => group.Layer);
        fused = groups.Any(group => group.IsAttention && group.Inner >= 2 * group.Input);
        IsEncoderDecoder = groups.Any(group => group.IsCross);
        var parameters = module.named_parameters().ToArray();
        numberBytes = (int)parameters[0].parameter.element_size();
        Parameters = parameters.Sum(named => Bytes(named.parameter));
        var trained = parameters.Where(named => named.parameter.requires_grad).ToArray();
        Trained = trained.Sum(named => Bytes(named.parameter));
        Largest = trained.Length == 0 ? 0 : trained.Max(named => Bytes(named.parameter));
        firstTrained = trained.Length == 0 ? int.MaxValue : trained.Min(named => FrozenTrunk.LayerOf(named.name));
        var head = module.modules().OfType<Projection>().FirstOrDefault(projection => projection.Table is not null);
        HeadGradient = head is not null && head.Weight.requires_grad ? Bytes(head.Weight) : 0;
        Added = parameters.Where(named => named.parameter.requires_grad || named.name.Contains(".lora.", StringComparison.Ordinal))
            .Sum(named => Bytes(named.parameter));
    }

    /// <summary>Of a language model.</summary>
    public static ModelMemory Of(ILanguageModel model) => new(model.Module, model.Config, model.HiddenSize, model.VocabularySize);

    /// <summary>Of a classifier.</summary>
    public static ModelMemory Of(ISequenceClassifier model) =>
        new(model.Module, model.Config, model.Config.Int("hidden_size", model.Config.Int("dim", 768, 1, 1 << 17), 1, 1 << 17), 0);

    /// <summary>Bytes of all parameters.</summary>
    public long Parameters { get; }

    /// <summary>Bytes of the parameters that are trained.</summary>
    public long Trained { get; }

    /// <summary>Bytes of an adapter alone, or of what else is trained.</summary>
    public long Added { get; }

    /// <summary>Bytes of the largest parameter that is trained.</summary>
    public long Largest { get; }

    /// <summary>Bytes of the gradient that a head shares with the embeddings: it waits for theirs to the end of a backward pass. 0 for other models.</summary>
    public long HeadGradient { get; }

    /// <summary>V.</summary>
    public long Vocabulary { get; }

    /// <summary>Whether prompts are read by an encoder.</summary>
    public bool IsEncoderDecoder { get; }

    /// <summary>Logits of some tokens.</summary>
    public long Logits(long tokens) => tokens * Vocabulary * numberBytes;

    /// <summary>
    /// What a pass leaves behind for its gradient. On the CPU attention's weights are counted, which a libtorch with a fused kernel does not keep.
    /// </summary>
    public long Kept(PassShape shape, bool onCpu) =>
        groups.Where(HasGradient).Sum(group => numberBytes * KeptBy(group, shape, onCpu))
        + numberBytes * ((firstTrained < 0 ? Rows(shape) * hidden : 0) + 2L * shape.Rows * shape.Wanted * hidden + Mask(shape));

    /// <summary>The most that one layer makes and does not keep, beside the states between the layers of a pass without a gradient.</summary>
    public long Passing(PassShape shape, bool onCpu, bool gradient)
    {
        var layer = groups.GroupBy(group => group.Layer)
            .Select(own => own.Sum(group => (gradient ? 0 : KeptBy(group, shape, onCpu)) + PassedBy(group, shape, onCpu)))
            .DefaultIfEmpty().Max();
        return numberBytes * (layer + (gradient ? 0 : (lastLayer + 2) * Rows(shape) * hidden + Mask(shape)));
    }

    /// <summary>Keys and values of a number of tokens.</summary>
    /// <param name="rows">Texts.</param>
    /// <param name="prompt">Their tokens so far.</param>
    /// <param name="added">Tokens that will follow.</param>
    public long Cache(long rows, long prompt, long added)
    {
        var perToken = groups.Where(group => group.IsAttention).Sum(group => group.Inner - group.InnerInput);
        var encoder = groups.Where(group => group.IsAttention && IsOfEncoder(group)).Sum(group => group.Inner - group.InnerInput);
        var cross = groups.Where(group => group.IsCross).Sum(group => group.Inner - group.InnerInput);
        return numberBytes * rows * (IsEncoderDecoder
            ? added * (perToken - encoder - cross) + prompt * cross
            : (prompt + added - 1) * perToken);
    }

    private static long Bytes(Tensor tensor) => tensor.numel() * tensor.element_size();

    private static bool IsOfEncoder(ProjectionGroup group) => group.Name.StartsWith("encoder.", StringComparison.Ordinal);

    // A frozen lower decoder passes the encoder's gradient on from its first look at it.
    private bool HasGradient(ProjectionGroup group) => group.Layer >= firstTrained
        || IsEncoderDecoder && !IsOfEncoder(group) && (group.Layer > 0 || group.IsCross || !group.IsAttention);

    private long Rows(PassShape shape) => (long)shape.Rows * (IsEncoderDecoder ? shape.Prompt + shape.Response : shape.Width);

    private long Mask(PassShape shape) => IsEncoderDecoder
        ? (long)shape.Rows * shape.Prompt
        : 2L * shape.Rows * shape.Width * shape.Width;

    // Tokens that enter a group, tokens that leave it, and how many each of these looks at.
    private (long Entering, long Leaving, long Keys) Tokens(ProjectionGroup group, PassShape shape)
    {
        if (!IsEncoderDecoder)
        {
            long all = (long)shape.Rows * shape.Width, wanted = group.Layer == lastLayer ? (long)shape.Rows * shape.Wanted : all;
            return (group.IsAttention ? all : wanted, wanted, shape.Width);
        }

        var own = (long)shape.Rows * (IsOfEncoder(group) ? shape.Prompt : shape.Response);
        return (own, own, IsOfEncoder(group) || group.IsCross ? shape.Prompt : shape.Response);
    }

    private long KeptBy(ProjectionGroup group, PassShape shape, bool onCpu)
    {
        var (entering, leaving, keys) = Tokens(group, shape);
        var norms = group.InputTrained ? entering * group.Input * (isRms ? 2 : 1) : 0;
        var read = group.InnerTrained ? leaving * group.InnerInput : 0;
        if (group.IsAttention)
        {
            var made = group.IsCross
                ? leaving * group.InnerInput + (long)shape.Rows * shape.Prompt * (group.Inner - group.InnerInput)
                : entering * group.Inner + (fused ? leaving * group.InnerInput : 0);
            return norms + made + Weights(group, leaving, keys, onCpu) + read + leaving * group.Output;
        }

        var activated = group.IsGated ? 3 * group.InnerInput : keepsInput ? group.InnerInput : group.InnerTrained ? 0 : group.InnerInput;
        return norms + leaving * activated + read + leaving * group.Output;
    }

    private long PassedBy(ProjectionGroup group, PassShape shape, bool onCpu)
    {
        var (entering, leaving, keys) = Tokens(group, shape);
        return group.IsAttention
            ? entering * group.Inner * (fused ? 1 : 2) + leaving * group.InnerInput + Weights(group, leaving, keys, onCpu)
            : leaving * (keepsInput ? 4 : 1) * group.InnerInput;
    }

    // Those of attention to an own bias of each distance.
    private long Weights(ProjectionGroup group, long leaving, long keys, bool onCpu) =>
        onCpu && IsEncoderDecoder && !group.IsCross ? leaving * heads * keys : 0;
}
