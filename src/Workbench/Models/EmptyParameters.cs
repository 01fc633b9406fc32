using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>
/// Parameters without values. On the <c>meta</c> device they take no memory: that builds an architecture of any size to count its
/// parameters, or to check that a forward pass never reads a value back.
/// </summary>
public sealed class EmptyParameters(Device device, ScalarType dtype = ScalarType.Float32) : IParameterSource
{
    /// <inheritdoc/>
    public bool Offers(string name) => true;

    /// <inheritdoc/>
    public Tensor Take(string name, long[] shape, Init init) => empty(shape, dtype: dtype, device: device);
}
