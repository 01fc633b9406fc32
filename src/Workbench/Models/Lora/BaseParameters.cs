using static TorchSharp.torch;

namespace Workbench.Models.Lora;

/// <summary>The parameters of a base model in the same memory, without any adapter.</summary>
internal sealed class BaseParameters(BaseWeights weights) : IParameterSource
{
    public bool Offers(string name) => weights.Names.Contains(name);

    public Tensor Take(string name, long[] shape, Init init) => weights.Shared(name);
}
