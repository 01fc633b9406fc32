using TorchSharp.Modules;
using Workbench.Models.Lora;

namespace Workbench.Models;

/// <summary>A place in a model's tree of names, from which its modules take their parameters.</summary>
/// <param name="Source">Where the values come from.</param>
/// <param name="Prefix">The name so far: empty, or ending with a dot.</param>
public readonly record struct ParameterScope(IParameterSource Source, string Prefix = "")
{
    /// <summary>The scope of a child module.</summary>
    public ParameterScope this[string child] => new(Source, $"{Prefix}{child}.");

    /// <summary>The scope of a numbered child.</summary>
    public ParameterScope this[int index] => new(Source, $"{Prefix}{index}.");

    /// <summary>Whether the source can give a parameter of that name.</summary>
    public bool Offers(string name) => Source.Offers(Prefix + name);

    /// <summary>Whether the source wants a parameter of its own where the family shares one.</summary>
    public bool Replaces(string name) => Source.Replaces(Prefix + name);

    /// <summary>What an adapter adds to the module of this scope; null where it adds nothing.</summary>
    /// <param name="inputs">Width of what the module reads; of an embedding table the number of ids.</param>
    /// <param name="outputs">Width of what it gives.</param>
    public LowRank? TakeLowRank(long inputs, long outputs) => Source.TakeLowRank(Prefix.TrimEnd('.'), inputs, outputs);

    /// <summary>A parameter that requires gradients.</summary>
    /// <param name="name">Its name in this scope.</param>
    /// <param name="init">How it starts in a new model.</param>
    /// <param name="shape">Its shape.</param>
    public Parameter Take(string name, Init init, params long[] shape)
    {
        var tensor = Source.Take(Prefix + name, shape, init);
        return new Parameter(tensor.DetachFromDisposeScope());
    }
}
