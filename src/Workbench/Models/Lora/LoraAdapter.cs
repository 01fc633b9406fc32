using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>The adapter that a model runs under. Its parameters are those of the model that need a gradient.</summary>
public sealed class LoraAdapter : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tensor> replaced;

    /// <summary>Describes an adapter.</summary>
    /// <param name="options">What it was made from.</param>
    /// <param name="plan">What that means for the model.</param>
    /// <param name="replaced">The base model's own values of the parameters that the adapter replaces; now this object's.</param>
    internal LoraAdapter(LoraOptions options, LoraPlan plan, IReadOnlyDictionary<string, Tensor> replaced)
    {
        Options = options;
        Plan = plan;
        this.replaced = replaced;
    }

    /// <summary>What the adapter was made from.</summary>
    public LoraOptions Options { get; }

    /// <summary>Full names of the modules that have a low-rank addition.</summary>
    public IEnumerable<string> Targets => Plan.Targets.Keys.Order(StringComparer.Ordinal);

    /// <summary>What the options mean for the model.</summary>
    internal LoraPlan Plan { get; }

    /// <summary>The base model's own values of the parameters that the adapter replaces.</summary>
    internal IReadOnlyDictionary<string, Tensor> Replaced => replaced;

    /// <summary>Frees the values of the base model that only this adapter still holds.</summary>
    public void Dispose()
    {
        foreach (var tensor in replaced.Values)
        {
            tensor.Dispose();
        }
    }
}
