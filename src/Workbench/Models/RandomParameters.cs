using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Fresh parameters, drawn from one seeded generator in the order in which the model asks for them.</summary>
public sealed class RandomParameters : IParameterSource, IDisposable
{
    private readonly Generator generator;
    private readonly Device device;
    private readonly ScalarType dtype;

    /// <summary>Creates a source. Numbers are drawn on the CPU, so that a seed gives the same model on every device.</summary>
    public RandomParameters(ulong seed, Device? device = null, ScalarType dtype = ScalarType.Float32)
    {
        generator = new Generator(seed, CPU);
        this.device = device ?? CPU;
        this.dtype = dtype;
    }

    /// <inheritdoc/>
    public bool Offers(string name) => true;

    /// <inheritdoc/>
    public Tensor Take(string name, long[] shape, Init init)
    {
        if (init.Bound > 0)
        {
            using var uniform = empty(shape, dtype: ScalarType.Float32, device: CPU).uniform_(-init.Bound, init.Bound, generator);
            return uniform.to(dtype, device, copy: true);
        }

        if (init.Std == 0)
        {
            return full(shape, init.Mean, dtype: dtype, device: device);
        }

        using var drawn = normal(init.Mean, init.Std, shape, dtype: ScalarType.Float32, device: CPU, generator: generator);
        return drawn.to(dtype, device, copy: true);
    }

    /// <summary>Frees the generator.</summary>
    public void Dispose() => generator.Dispose();
}
