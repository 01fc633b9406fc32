using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>What the processors that work on sorted scores share.</summary>
internal static class Removal
{
    /// <summary>How many tokens are kept whatever their probability, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public static int AtLeastOne(int keepAtLeast) =>
        keepAtLeast >= 1 ? keepAtLeast : throw new ArgumentOutOfRangeException(nameof(keepAtLeast), keepAtLeast, "Must be at least 1.");

    /// <summary>Clears a range of sorted columns, so that they are kept.</summary>
    /// <param name="removed">bool [B, V], in sorted order; changed in place.</param>
    /// <param name="start">First column; below 0 counts as 0.</param>
    /// <param name="count">Number of columns; cut to what there is.</param>
    public static Tensor Spare(Tensor removed, long start, long count)
    {
        start = Math.Max(start, 0);
        removed.narrow(1, start, Math.Min(count, removed.shape[1] - start)).fill_(false);
        return removed;
    }

    /// <summary>Sets the scores of removed tokens to minus infinity.</summary>
    /// <param name="scores">[B, V].</param>
    /// <param name="removed">bool [B, V], in sorted order.</param>
    /// <param name="order">The ids in sorted order, int64 [B, V].</param>
    public static Tensor Apply(Tensor scores, Tensor removed, Tensor order) =>
        scores.masked_fill(removed.scatter(1, order, removed), double.NegativeInfinity);
}
