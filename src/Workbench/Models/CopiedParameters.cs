using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Copies of another module's parameters.</summary>
internal sealed class CopiedParameters(nn.Module original) : IParameterSource
{
    private readonly Dictionary<string, Tensor> parameters =
        original.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);

    public bool Offers(string name) => parameters.ContainsKey(name);

    public Tensor Take(string name, long[] shape, Init init)
    {
        using var detached = parameters[name].detach();
        return detached.clone();
    }
}
