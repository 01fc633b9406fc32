namespace Workbench.Generation;

/// <summary>
/// Uniform numbers for inverse-CDF sampling, addressed by (row, step) instead of drawn in order: two models sampled from the same source
/// face the same luck at every token, whatever their batches, and a resumed run needs only the seed and a row number.
/// </summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood 2014) of the seed, the row and the step; 53 bits, in [0, 1).</remarks>
public sealed class UniformSource : IUniforms
{
    private readonly ulong seed;
    private readonly long firstRow;

    /// <summary>Creates a source.</summary>
    /// <param name="seed">Any number; different seeds give unrelated tables.</param>
    /// <param name="firstRow">Added to every row: a rollout that starts at sample n of the run passes n.</param>
    public UniformSource(ulong seed, long firstRow = 0)
    {
        this.seed = seed;
        this.firstRow = firstRow;
    }

    /// <summary>The same table seen from a later row.</summary>
    public UniformSource From(long row) => new(seed, firstRow + row);

    /// <inheritdoc/>
    public double At(long row, int step) =>
        (Mix(Mix(Mix(seed) + (ulong)(firstRow + row)) + (ulong)step) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
