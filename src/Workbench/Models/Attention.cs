using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>softmax(scale Q K^T + mask) V (Vaswani et al. 2017, eq. 1), for as many key heads as query heads or fewer.</summary>
internal static class Attention
{
    /// <summary>Splits the width of rows into heads.</summary>
    /// <param name="rows">[B T, heads d].</param>
    /// <param name="batch">B.</param>
    /// <param name="heads">Number of heads.</param>
    /// <returns>A view [B, heads, T, d].</returns>
    public static Tensor Split(Tensor rows, long batch, long heads) =>
        rows.view(batch, -1, heads, rows.shape[^1] / heads).transpose(1, 2);

    /// <summary>Attends.</summary>
    /// <param name="query">[B, h, T, d].</param>
    /// <param name="key">[B, g, S, d]; h is a multiple of g, and key head i serves query heads i h/g to (i + 1) h/g - 1.</param>
    /// <param name="value">[B, g, S, d].</param>
    /// <param name="mask">Added to the scores; broadcasts to [B, h, T, S]. Null adds nothing.</param>
    /// <param name="scale">What the scores are multiplied by.</param>
    /// <param name="dropout">Probability of dropping an attention weight.</param>
    /// <param name="maskLearns">
    /// Whether the mask may hold parameters (T5's distances between tokens): their gradient is that of the scores, which a kernel does not keep.
    /// </param>
    /// <returns>[B T, h d]. The bits are the same with a gradient and without, but for a single query with a mask that learns.</returns>
    public static Tensor Run(
        Tensor query, Tensor key, Tensor value, Tensor? mask, double scale, double dropout = 0, bool maskLearns = false)
    {
        if (query.shape[2] == 1 && dropout == 0 && !is_grad_enabled())
        {
            return Grouped(query, key, value, mask, scale);
        }

        if (query.device_type == DeviceType.CUDA)
        {
            return Fused(query, key, value, mask, scale, dropout);
        }

        return query.dtype == ScalarType.Float32 && dropout == 0 && !maskLearns
            ? Grouped(query, key, value, mask, scale)
            : Composed(query, key, value, mask, scale, dropout);
    }

    /// <summary>torch's own kernel without dropout. Keys are never repeated for the heads that share a key head.</summary>
    internal static Tensor Grouped(Tensor query, Tensor key, Tensor value, Tensor? mask, double scale)
    {
        var (batch, heads, queries, width) = (query.shape[0], query.shape[1], query.shape[2], query.shape[3]);
        var (groups, shared) = (key.shape[1], query.shape[1] / key.shape[1]);
        if (shared == 1)
        {
            return Attend(query, key, value, mask, scale, 0).transpose(1, 2).reshape(-1, heads * width);
        }

        if (queries == 1)
        {
            // These heads are the queries then: the keys are read once.
            var own = mask is not null && mask.shape[1] > 1
                ? mask.expand(batch, heads, 1, key.shape[2]).reshape(batch, groups, shared, key.shape[2])
                : mask;
            return Attend(query.reshape(batch, groups, shared, width), key, value, own, scale, 0).reshape(batch, heads * width);
        }

        var apart = query.reshape(batch, groups, shared, queries, width);
        var bars = mask is not null && mask.shape[1] > 1 ? mask.reshape(mask.shape[0], groups, shared, mask.shape[2], mask.shape[3]) : null;
        return stack(
            Enumerable.Range(0, (int)shared).Select(
                each => Attend(apart.select(2, each), key, value, bars?.select(2, each) ?? mask, scale, 0).transpose(1, 2)),
            3).view(-1, heads * width);                                               // [B, T, g, h/g, d] -> [B T, h d]
    }

    /// <summary>As <see cref="Run"/>, in float32 whatever the dtype of the arguments, and back.</summary>
    public static Tensor Upcast(Tensor query, Tensor key, Tensor value, Tensor? mask, double scale, double dropout = 0)
    {
        const ScalarType wide = ScalarType.Float32;
        return Run(query.to(wide), key.to(wide), value.to(wide), mask?.to(wide), scale, dropout).to(query.dtype);
    }

    /// <summary>The operators one by one; query heads that share a key head are stacked, so that keys are never repeated.</summary>
    internal static Tensor Composed(Tensor query, Tensor key, Tensor value, Tensor? mask, double scale, double dropout)
    {
        var (batch, heads, queries, width) = (query.shape[0], query.shape[1], query.shape[2], query.shape[3]);
        var (groups, keys) = (key.shape[1], key.shape[2]);
        var q = query.mul(scale).reshape(batch * groups, heads / groups * queries, width);
        var k = key.reshape(batch * groups, keys, width);
        var v = value.reshape(batch * groups, keys, width);
        var scores = q.bmm(k.transpose(1, 2)).view(batch, heads, queries, keys);
        var weights = (mask is null ? scores : scores.add_(mask)).softmax(-1);
        if (dropout > 0)
        {
            weights = nn.functional.dropout(weights, dropout);
        }

        return weights.view(batch * groups, -1, keys).bmm(v).view(batch, heads, queries, width)
            .transpose(1, 2).reshape(batch * queries, heads * width);
    }

    /// <summary>torch's own kernel, which never holds the scores of a whole row.</summary>
    internal static Tensor Fused(Tensor query, Tensor key, Tensor value, Tensor? mask, double scale, double dropout)
    {
        var (heads, groups, width) = (query.shape[1], key.shape[1], query.shape[3]);
        if (heads != groups)
        {
            key = key.repeat_interleave(heads / groups, dim: 1);
            value = value.repeat_interleave(heads / groups, dim: 1);
        }

        return Attend(query, key, value, mask, scale, dropout).transpose(1, 2).reshape(-1, heads * width);
    }

    private static Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask, double scale, double dropout)
    {
        // The kernel scales by 1/sqrt(d).
        var factor = scale * Math.Sqrt(query.shape[3]);
        var q = Math.Abs(factor - 1) < 1e-12 ? query : query * factor;
        return nn.functional.scaled_dot_product_attention(q, key, value, mask, dropout);
    }
}
