using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>The parameters of a model with its adapter added into the weights; what the adapter leaves alone is shared.</summary>
internal sealed class MergedParameters : IParameterSource
{
    private readonly BaseWeights weights;
    private readonly LoraPlan plan;
    private readonly Dictionary<string, nn.Module> modules;
    private readonly Dictionary<string, Tensor> own;

    /// <summary>Creates a source.</summary>
    /// <param name="module">The adapted model's root.</param>
    /// <param name="adapter">Its adapter.</param>
    public MergedParameters(nn.Module module, LoraAdapter adapter)
    {
        weights = new BaseWeights(module, adapter);
        plan = adapter.Plan;
        modules = module.named_modules().ToDictionary(named => named.name, named => named.module, StringComparer.Ordinal);
        own = module.named_parameters().ToDictionary(named => named.name, named => (Tensor)named.parameter, StringComparer.Ordinal);
        UntiesHead = weights.Head is { } head && (Changes(head) || Changes(weights.Table!));
    }

    /// <summary>Whether head and embedding table, which were one, differ now.</summary>
    public bool UntiesHead { get; }

    public bool Offers(string name) => weights.Names.Contains(name);

    public bool Replaces(string name) => UntiesHead && name == weights.Head;

    public Tensor Take(string name, long[] shape, Init init)
    {
        if (!Changes(name))
        {
            return weights.Shared(name);
        }

        using var scope = NewDisposeScope();
        using var off = no_grad();
        var start = own.GetValueOrDefault(name) ?? weights[name];
        var merged = (IsTarget(name) ? modules[Module(name)] : null) switch
        {
            Projection { Adapter: { } added, InputFirst: true } => Sum(start, added.Product().t()),
            Projection { Adapter: { } added } => Sum(start, added.Product()),
            EmbeddingTable { Adapter: { } added } => Sum(start, added.Product().t()),
            _ => start.detach().clone(),
        };
        return merged.DetachFromDisposeScope();
    }

    // In the wider of the two types, as PEFT does on the CPU.
    private static Tensor Sum(Tensor weight, Tensor product) => (weight.to(product.dtype) + product).to(weight.dtype).detach();

    private bool Changes(string name) =>
        IsTarget(name) || plan.Replaces(name)
        || (own.TryGetValue(name, out var mine) && name != weights.Head && !ReferenceEquals(mine, weights[name]));

    private bool IsTarget(string name) => name.EndsWith(".weight", StringComparison.Ordinal) && plan.Targets.ContainsKey(Module(name));

    private static string Module(string name) => name[..name.LastIndexOf('.')];
}
