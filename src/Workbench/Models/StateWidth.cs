using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Checks the states that callers bring along: a product of misfitting shapes is not an exception everywhere.</summary>
internal static class StateWidth
{
    /// <summary>Requires the last dimension of states to be the model's width.</summary>
    /// <param name="states">[..., H].</param>
    /// <param name="width">H.</param>
    /// <exception cref="ArgumentException">It is another one.</exception>
    public static void Require(Tensor states, long width)
    {
        if (states.dim() == 0 || states.size(-1) != width)
        {
            throw new ArgumentException($"The states have the shape [{string.Join(", ", states.shape)}]; their last dimension must be {width}.", nameof(states));
        }
    }
}
