using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Where a model's parameters come from while it is built: a checkpoint, a random start, another model, or nowhere (meta).</summary>
public interface IParameterSource
{
    /// <summary>A new tensor for a parameter; the caller owns it.</summary>
    /// <param name="name">The parameter's full name, as in the Hugging Face checkpoint.</param>
    /// <param name="shape">The shape that the configuration asks for.</param>
    /// <param name="init">How it starts in a new model.</param>
    /// <exception cref="WorkbenchException">The checkpoint has no such tensor, or it has another shape.</exception>
    Tensor Take(string name, long[] shape, Init init);

    /// <summary>Whether the source can give such a parameter; a random start can give any.</summary>
    bool Offers(string name);
}
