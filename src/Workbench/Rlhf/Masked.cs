using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>
/// Statistics over real tokens only. Whatever stands where the mask is false, NaN included, has no influence on a result or a gradient.
/// </summary>
/// <remarks>
/// Nothing is read back from the device, so a mask without a single true is not refused here: means are then NaN.
/// (TRL 0.11.4 core.py `masked_mean`, `masked_var` and `masked_whiten` multiply by the mask instead, so that an infinity at a pad spreads.)
/// </remarks>
public static class Masked
{
    /// <summary>The values with 0 where the mask is false.</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="mask">Boolean, the same shape.</param>
    /// <exception cref="ArgumentException">The mask is not boolean or the shapes differ.</exception>
    public static Tensor Fill(Tensor values, Tensor mask)
    {
        Shapes.RequireMask(values, mask);
        using var pads = mask.eq(false);
        return values.masked_fill(pads, 0);
    }

    /// <summary>Sum over the true positions of each row, [B, R] to [B].</summary>
    /// <exception cref="ArgumentException">The mask is not boolean or the shapes differ.</exception>
    public static Tensor RowSum(Tensor values, Tensor mask)
    {
        using var filled = Fill(values, mask);
        return filled.sum(-1);
    }

    /// <summary>Mean over the true positions of each row, [B, R] to [B]; NaN for a row without any.</summary>
    /// <exception cref="ArgumentException">The mask is not boolean or the shapes differ.</exception>
    public static Tensor RowMean(Tensor values, Tensor mask)
    {
        using var sum = RowSum(values, mask);
        using var count = mask.sum(-1);
        return sum / count;
    }

    /// <summary>Mean over all true positions, a scalar tensor; NaN where there is none.</summary>
    /// <exception cref="ArgumentException">The mask is not boolean or the shapes differ.</exception>
    public static Tensor Mean(Tensor values, Tensor mask)
    {
        using var filled = Fill(values, mask);
        using var sum = filled.sum();
        using var count = mask.sum();
        return sum / count;
    }

    /// <summary>Variance over all true positions, a scalar tensor.</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="mask">Boolean, the same shape.</param>
    /// <param name="unbiased">
    /// True divides by N - 1 (Bessel; TRL, PyTorch) and gives NaN for N = 1; false divides by N (OpenAI's TensorFlow code, torchtune).
    /// </param>
    /// <exception cref="ArgumentException">The mask is not boolean or the shapes differ.</exception>
    public static Tensor Variance(Tensor values, Tensor mask, bool unbiased = true)
    {
        using var scope = NewDisposeScope();
        var real = Fill(values, mask);
        return scope.MoveToOuter(Variance(real, Mean(real, mask), mask, unbiased));
    }

    /// <summary>
    /// (x - mean) / sqrt(var + epsilon), plus the mean again where <paramref name="shiftMean"/> is false; 0 outside the mask.
    /// </summary>
    /// <remarks>
    /// Advantages are whitened with <paramref name="shiftMean"/> true; rewards, whose mean says whether tokens were good at all, with false.
    /// torchtune's `whiten` swaps the two meanings. OpenRLHF whitens advantages over the whole batch with the biased variance, the N+ paper's code
    /// with the unbiased one. OpenAI's TensorFlow code used the biased variance
    /// (the "N implementation details", detail 18). TRL leaves numbers where the mask is false.
    /// </remarks>
    /// <param name="values">Any shape.</param>
    /// <param name="mask">Boolean, the same shape.</param>
    /// <param name="shiftMean">Whether the result has mean 0 (true) or keeps the mean of the values (false).</param>
    /// <param name="unbiased">As in <see cref="Variance(Tensor, Tensor, bool)"/>.</param>
    /// <param name="epsilon">Keeps values without spread from dividing by zero.</param>
    /// <exception cref="ArgumentException">The mask is not boolean or the shapes differ.</exception>
    public static Tensor Whiten(Tensor values, Tensor mask, bool shiftMean = true, bool unbiased = true, double epsilon = 1e-8)
    {
        using var scope = NewDisposeScope();
        var real = Fill(values, mask);
        var mean = Mean(real, mask);
        var variance = Variance(real, mean, mask, unbiased);
        var whitened = (real - mean) * (variance.to_type(ScalarType.Float64) + epsilon).rsqrt();
        return scope.MoveToOuter(Fill(shiftMean ? whitened : whitened + mean, mask));
    }

    /// <summary>Means of several tensors over the same true positions, in as few operators as one of them needs. Without gradient.</summary>
    /// <param name="mask">Boolean.</param>
    /// <param name="values">N of them, each of the mask's shape.</param>
    /// <returns>[N].</returns>
    internal static Tensor Means(Tensor mask, params IReadOnlyList<Tensor> values)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        return scope.MoveToOuter(Rows(mask, values).sum(1) / mask.sum());
    }

    /// <summary>Means and variances (N - 1) of several tensors over the same true positions. Without gradient.</summary>
    /// <param name="mask">Boolean.</param>
    /// <param name="values">N of them, each of the mask's shape.</param>
    /// <returns>[N] and [N].</returns>
    internal static (Tensor Means, Tensor Variances) Moments(Tensor mask, params IReadOnlyList<Tensor> values)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var rows = Rows(mask, values);
        var count = mask.sum(ScalarType.Float64);
        var means = rows.sum(1) / count;
        var squares = rows.sub_(means.unsqueeze(1)).square().masked_fill_(mask.eq(false).flatten(), 0).sum(1);
        return scope.MoveToOuter(means, squares / (count - 1));
    }

    // Flat, [N, elements], with 0 where the mask is false.
    private static Tensor Rows(Tensor mask, IReadOnlyList<Tensor> values) =>
        stack([.. values]).flatten(1).masked_fill_(mask.eq(false).flatten(), 0);

    private static Tensor Variance(Tensor values, Tensor mean, Tensor mask, bool unbiased)
    {
        var biased = Mean((values - mean).square(), mask);
        if (!unbiased)
        {
            return biased;
        }

        // A quotient of whole numbers would be float32, whatever the values are.
        var count = mask.sum(ScalarType.Float64);
        return biased * (count / (count - 1)).to_type(biased.dtype);
    }
}
