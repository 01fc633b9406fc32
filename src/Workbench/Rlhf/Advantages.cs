using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Generalized advantage estimation (Schulman et al. 2016, eq. 16).</summary>
public static class Advantages
{
    private const long Block = 256;

    /// <summary>
    /// A_t = sum_k (gamma lambda)^k delta_{t+k},  delta_t = r_t + gamma V_{t+1} - V_t, with V = 0 after the last token.
    /// </summary>
    /// <remarks>
    /// One product with the triangular matrix of (gamma lambda)^(j-i) stands for the R steps of the recursion; beyond 256 tokens it works
    /// block by block from the end, so that memory grows with R and not with its square. TRL whitens inside `compute_advantages`, torchtune
    /// inside `estimate_advantages`; here that is <see cref="Masked.Whiten"/>, a step of its own. lambda is 0.95 in TRL, torchtune and the
    /// "N implementation details", 1 in OpenRLHF. TRL's PPOv2 bootstraps one position further, the one behind the last token, which gets the score.
    /// </remarks>
    /// <param name="rewards">Per-token rewards, [B, R].</param>
    /// <param name="values">Value estimates at the same positions, [B, R].</param>
    /// <param name="mask">True at generated tokens, [B, R]; right-padded.</param>
    /// <param name="gamma">Discount, in [0, 1].</param>
    /// <param name="lambda">Trade-off between bias (0) and variance (1), in [0, 1].</param>
    /// <returns>Advantages and returns (A + V), both [B, R], zero where the mask is false. Not whitened.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or gamma or lambda lies outside [0, 1].</exception>
    public static (Tensor Advantages, Tensor Returns) Gae(
        Tensor rewards, Tensor values, Tensor mask, double gamma = 1.0, double lambda = 0.95)
    {
        Shapes.RequireDimensions(rewards, 2);
        Shapes.RequireSame(rewards, values);
        Shapes.RequireMask(rewards, mask);
        Shapes.RequireRange(gamma, 0, 1);
        Shapes.RequireRange(lambda, 0, 1);
        using var scope = NewDisposeScope();
        var realValues = Masked.Fill(values, mask);
        var next = nn.functional.pad(realValues.narrow(1, 1, realValues.shape[1] - 1), [0, 1]);
        var delta = Masked.Fill(rewards, mask) + gamma * next - realValues;
        var advantages = DiscountedSuffixSums(delta, gamma * lambda);
        return scope.MoveToOuter(Masked.Fill(advantages, mask), Masked.Fill(advantages + realValues, mask));
    }

    /// <summary>S_t = sum_{k >= 0} discount^k x_{t+k} along each row.</summary>
    /// <param name="x">[B, R].</param>
    /// <param name="discount">In [0, 1].</param>
    /// <returns>[B, R].</returns>
    /// <exception cref="ArgumentException">x is not [B, R] or the discount lies outside [0, 1].</exception>
    public static Tensor DiscountedSuffixSums(Tensor x, double discount)
    {
        Shapes.RequireDimensions(x, 2);
        Shapes.RequireRange(discount, 0, 1);
        using var scope = NewDisposeScope();
        var length = x.shape[1];
        var powers = Powers(Math.Min(length, Block), discount, x);
        if (length <= Block)
        {
            return scope.MoveToOuter(x.matmul(powers));
        }

        var blocks = new List<Tensor>();
        Tensor? carry = null;
        for (var end = length; end > 0; end -= Block)
        {
            var size = Math.Min(Block, end);
            var sums = x.narrow(1, end - size, size).matmul(powers.narrow(0, 0, size).narrow(1, 0, size));
            if (carry is not null)
            {
                // A later sum reaches position i of this block over size - i steps; row size - 1 of powers holds discount^(size - 1 - i).
                var decay = powers[size - 1].narrow(0, 0, size) * discount;
                sums = sums + carry * decay;
            }

            carry = sums.narrow(1, 0, 1);
            blocks.Insert(0, sums);
        }

        return scope.MoveToOuter(cat(blocks, 1));
    }

    // Row j, column i holds discount^(j - i) for j >= i, else 0.
    private static Tensor Powers(long size, double discount, Tensor like)
    {
        var positions = arange(size, like.dtype, like.device);
        var steps = (positions.unsqueeze(1) - positions.unsqueeze(0)).clamp_min(0);
        return full([1], discount, like.dtype, like.device).pow(steps).tril();
    }
}
