using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>
/// The parameters of a model under an adapter: those of the base in the same memory, and the adapter's own. So every adapter makes a model of
/// its own that shares the base, and any number of them may run at the same time.
/// </summary>
internal sealed class AdaptedParameters : IParameterSource
{
    private readonly BaseWeights weights;
    private readonly LoraPlan plan;
    private readonly IParameterSource own;
    private readonly IReadOnlyDictionary<string, Tensor> resized;

    /// <summary>Creates a source.</summary>
    /// <param name="weights">The base.</param>
    /// <param name="options">The adapter's settings.</param>
    /// <param name="plan">What they mean for this model.</param>
    /// <param name="own">Where the adapter's own parameters come from.</param>
    /// <param name="resized">Weights that the adapter brings along for the base, frozen like it; they become the model's.</param>
    public AdaptedParameters(
        BaseWeights weights, LoraOptions options, LoraPlan plan, IParameterSource own, IReadOnlyDictionary<string, Tensor>? resized = null)
    {
        this.weights = weights;
        this.plan = plan;
        this.own = own;
        this.resized = resized ?? new Dictionary<string, Tensor>();
        Adapter = new LoraAdapter(options, plan, weights.Names.Where(Differs).ToDictionary(name => name, weights.Shared, StringComparer.Ordinal));
    }

    public LoraAdapter? Adapter { get; }

    public bool Offers(string name) => weights.Names.Contains(name);

    public bool Replaces(string name) => Differs(name) || (name == weights.Head && Differs(weights.Table!));

    public Tensor Take(string name, long[] shape, Init init) =>
        resized.TryGetValue(name, out var brought) ? brought
        : plan.Replaces(name) ? own.Take(name, shape, init)
        : weights.Shared(name);

    public LowRank? TakeLowRank(string module, long inputs, long outputs) =>
        plan.Targets.TryGetValue(module, out var shape)
            ? new LowRank(new ParameterScope(own, module + LoraPlan.Infix), shape with { Inputs = inputs, Outputs = outputs })
            : null;

    private bool Differs(string name) => plan.Replaces(name) || resized.ContainsKey(name);
}
