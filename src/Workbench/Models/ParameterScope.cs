using TorchSharp.Modules;

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
