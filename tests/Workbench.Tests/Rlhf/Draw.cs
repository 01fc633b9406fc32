using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Tests.Rlhf;

/// <summary>Seeded random tensors for tests.</summary>
internal sealed class Draw(ulong seed)
{
    private readonly SeededRandom random = new(seed);

    public Tensor Normal(params long[] shape) => Doubles(random.NextGaussian, shape);

    public Tensor Uniform(double low, double high, params long[] shape) => Doubles(() => low + (high - low) * random.NextDouble(), shape);

    /// <summary>Right-padded masks with at least one real token a row.</summary>
    public Tensor Mask(long rows, long width)
    {
        var lengths = Enumerable.Range(0, (int)rows).Select(_ => 1 + random.NextInt((int)width)).ToArray();
        return tensor(Enumerable.Range(0, (int)(rows * width)).Select(i => i % width < lengths[i / width]).ToArray(), [rows, width]);
    }

    public Tensor Tokens(int vocabulary, params long[] shape) =>
        tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (long)random.NextInt(vocabulary)).ToArray(), shape);

    private static Tensor Doubles(Func<double> next, long[] shape) =>
        tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => next()).ToArray(), shape);
}
