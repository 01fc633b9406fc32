using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Copies of another module's parameters, those of its adapter included.</summary>
internal sealed class CopiedParameters : IParameterSource
{
    private readonly Dictionary<string, Tensor> parameters;
    private readonly LoraAdapter? adapter;

    /// <summary>Copies from a model.</summary>
    /// <param name="original">The model's root.</param>
    /// <param name="adapter">The adapter that it runs under; null for none.</param>
    public CopiedParameters(nn.Module original, LoraAdapter? adapter)
    {
        parameters = original.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        this.adapter = adapter;
    }

    public LoraAdapter? Adapter => adapter is null ? null : new LoraAdapter(
        adapter.Options, adapter.Plan, adapter.Replaced.ToDictionary(pair => pair.Key, pair => pair.Value.clone().DetachFromDisposeScope()));

    public bool Offers(string name) => parameters.ContainsKey(name);

    public bool Replaces(string name) => parameters.ContainsKey(name);

    public Tensor Take(string name, long[] shape, Init init)
    {
        using var detached = parameters[name].detach();
        return detached.clone();
    }

    public LowRank? TakeLowRank(string module, long inputs, long outputs) =>
        adapter is not null && adapter.Plan.Targets.TryGetValue(module, out var shape)
            ? new LowRank(new ParameterScope(this, module + LoraPlan.Infix), shape with { Inputs = inputs, Outputs = outputs })
            : null;
}
