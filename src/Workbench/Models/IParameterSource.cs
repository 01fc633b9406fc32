using Workbench.Models.Lora;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Where a model's parameters come from while it is built: a checkpoint, a random start, another model, or nowhere (meta).</summary>
public interface IParameterSource
{
    /// <summary>The adapter that the model will run under; null for none.</summary>
    LoraAdapter? Adapter => null;

    /// <summary>A new tensor for a parameter; the caller owns it.</summary>
    /// <param name="name">The parameter's full name, as in the Hugging Face checkpoint.</param>
    /// <param name="shape">The shape that the configuration asks for.</param>
    /// <param name="init">How it starts in a new model.</param>
    /// <exception cref="WorkbenchException">The checkpoint has no such tensor, or it has another shape.</exception>
    Tensor Take(string name, long[] shape, Init init);

    /// <summary>Whether the source can give such a parameter; a random start can give any.</summary>
    bool Offers(string name);

    /// <summary>Whether the source wants a parameter of its own where the family shares one: a head that an adapter unties.</summary>
    bool Replaces(string name) => false;

    /// <summary>What the adapter adds to a module; null where it adds nothing. The caller owns it.</summary>
    /// <param name="module">The module's full name.</param>
    /// <param name="inputs">Width of what the module reads; of an embedding table the number of ids.</param>
    /// <param name="outputs">Width of what it gives.</param>
    LowRank? TakeLowRank(string module, long inputs, long outputs) => null;
}
