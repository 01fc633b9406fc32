using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>The start of a new adapter: matrices drawn at random, and copies of what it replaces.</summary>
internal sealed class NewAdapterParameters(BaseWeights weights, IParameterSource random) : IParameterSource
{
    public bool Offers(string name) => true;

    public Tensor Take(string name, long[] shape, Init init) =>
        name.Contains(LoraPlan.Infix, StringComparison.Ordinal) ? random.Take(name, shape, init) : weights.Copy(name);
}
