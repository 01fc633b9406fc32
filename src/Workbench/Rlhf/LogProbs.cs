using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Log-probabilities and entropy of a categorical distribution given by logits.</summary>
/// <remarks>
/// A temperature other than 1 must be the one that the tokens were sampled with, or the importance ratios of PPO do not start at 1.
/// TRL 0.11.4 never divides by it; its PPOv2 divides by T + 1e-7.
/// </remarks>
public static class LogProbs
{
    // float32 numbers that a processor's caches hold twice; in smaller pieces the calls of the operators would show.
    private const long CachedNumbers = 1 << 19;

    /// <summary>
    /// log p(token_t) = z_token - log sum_v exp z_v, with z = logits / temperature (TRL 0.11.4 core.py `logprobs_from_logits`).
    /// </summary>
    /// <remarks>
    /// The graph keeps one [B, R, V] tensor (the normalised logits), so a caller who frees the logits holds no second one. Without a gradient
    /// a CPU normalises in pieces that stay in its cache: the logits are read once and nothing of their size is written. In float32 that is done by
    /// <see cref="LogSumExp"/>, whose numbers differ from libtorch's by rounding; in other types the bits are the same.
    /// </remarks>
    /// <param name="logits">[B, R, V].</param>
    /// <param name="tokens">int64 ids in [0, V), [B, R].</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>[B, R], differentiable in the logits.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit or the temperature is not above 0.</exception>
    public static Tensor OfTokens(Tensor logits, Tensor tokens, double temperature = 1.0)
    {
        RequireFit(logits, tokens);
        using var scope = NewDisposeScope();
        var inPieces = logits.device_type == DeviceType.CPU && !(logits.requires_grad && is_grad_enabled()) && logits.numel() > CachedNumbers;
        return scope.MoveToOuter(inPieces
            ? PickInPieces(logits, tokens, temperature)
            : Pick(OverVocabulary(logits, temperature), tokens));
    }

    /// <summary>As <see cref="OfTokens"/>, with the entropy of each position from the same normalisation.</summary>
    /// <returns>Log-probabilities and entropies, both [B, R]. The entropy carries no gradient.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit or the temperature is not above 0.</exception>
    public static (Tensor LogProbs, Tensor Entropy) OfTokensWithEntropy(Tensor logits, Tensor tokens, double temperature = 1.0)
    {
        RequireFit(logits, tokens);
        using var scope = NewDisposeScope();
        var all = OverVocabulary(logits, temperature);
        var picked = Pick(all, tokens);
        using (no_grad())
        {
            return scope.MoveToOuter(picked, EntropyOf(all));
        }
    }

    /// <summary>Log-probabilities of every token, [..., V].</summary>
    /// <param name="logits">[..., V].</param>
    /// <param name="temperature">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public static Tensor OverVocabulary(Tensor logits, double temperature = 1.0)
    {
        Shapes.RequirePositive(temperature);
        using var scope = NewDisposeScope();
        var scaled = temperature == 1.0 ? logits : logits / temperature;
        return scope.MoveToOuter(IsHalf(logits)
            ? scaled.to_type(ScalarType.Float32).log_softmax(-1).to_type(logits.dtype)
            : scaled.log_softmax(-1));
    }

    /// <summary>H_t = -sum_v p_v log p_v in nats; a token barred by a logit of minus infinity adds nothing.</summary>
    /// <remarks>TRL's `entropy_from_logits` gives NaN as soon as one logit is minus infinity.</remarks>
    /// <param name="logits">[..., V].</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>[...], between 0 and log V.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public static Tensor Entropy(Tensor logits, double temperature = 1.0)
    {
        Shapes.RequirePositive(temperature);
        using var scope = NewDisposeScope();
        var scaled = temperature == 1.0 ? logits : logits / temperature;
        var wide = IsHalf(logits) ? scaled.to_type(ScalarType.Float32) : scaled;
        return scope.MoveToOuter(EntropyOf(wide.log_softmax(-1)).to_type(logits.dtype));
    }

    // 16 bits are too few to normalise in, and float16 has no such operator on a CPU.
    private static bool IsHalf(Tensor logits) => logits.dtype is ScalarType.Float16 or ScalarType.BFloat16;

    // exp(-1e4) is 0 in every floating-point type, so the clamp changes no value; it keeps 0 * -inf from being NaN.
    private static Tensor EntropyOf(Tensor logProbs) => -(logProbs.exp() * logProbs.clamp_min(-1e4)).sum(-1);

    private static Tensor PickInPieces(Tensor logits, Tensor tokens, double temperature)
    {
        var (count, vocabulary) = (tokens.numel(), logits.shape[^1]);
        var (rows, ids, picked) = (logits.reshape(count, vocabulary), tokens.reshape(count), logits.new_empty(count));
        Shapes.RequirePositive(temperature);
        var piece = Math.Max(1, CachedNumbers / vocabulary);
        if (LogSumExp.Reads(rows))
        {
            var chosen = Pick(rows, ids).div(temperature).to_type(ScalarType.Float64);
            return chosen.sub_(LogSumExp.OfRows(rows, temperature, piece)).to_type(logits.dtype).reshape(tokens.shape);
        }

        for (var start = 0L; start < count; start += piece)
        {
            using var scope = NewDisposeScope();
            var length = Math.Min(piece, count - start);
            picked.narrow(0, start, length).copy_(
                Pick(OverVocabulary(rows.narrow(0, start, length), temperature), ids.narrow(0, start, length)));
        }

        return picked.reshape(tokens.shape);
    }

    private static Tensor Pick(Tensor all, Tensor tokens) => all.gather(-1, tokens.unsqueeze(-1)).squeeze(-1);

    private static void RequireFit(Tensor logits, Tensor tokens)
    {
        if (tokens.dim() != logits.dim() - 1 || !logits.shape.AsSpan(0, (int)tokens.dim()).SequenceEqual(tokens.shape))
        {
            throw new ArgumentException(
                $"tokens has shape {Shapes.Text(tokens)}; for logits {Shapes.Text(logits)} it must have that shape without the last dimension.",
                nameof(tokens));
        }
    }
}
