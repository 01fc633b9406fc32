using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Divergence of the policy from the frozen reference, token by token.</summary>
/// <remarks>
/// Schulman, "Approximating KL divergence" (2020): samples come from the policy, so d = log pi - log pi_ref has expectation KL(pi || pi_ref).
/// TRL 0.11.4 `_kl_penalty` offers kl, abs, mse, full; the later trainers offer k1 and k3.
/// </remarks>
public static class KlPenalty
{
    /// <summary>The estimate at each token, from the log-probabilities of the sampled tokens.</summary>
    /// <param name="logProbs">Policy, [B, R].</param>
    /// <param name="referenceLogProbs">Reference, [B, R].</param>
    /// <param name="estimator">Any but <see cref="KlEstimator.Full"/>, which <see cref="Full"/> computes.</param>
    /// <returns>[B, R], in nats; not masked.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or the estimator needs the whole vocabulary.</exception>
    public static Tensor PerToken(Tensor logProbs, Tensor referenceLogProbs, KlEstimator estimator = KlEstimator.K1)
    {
        Shapes.RequireSame(logProbs, referenceLogProbs);
        using var scope = NewDisposeScope();
        var difference = logProbs - referenceLogProbs;
        return scope.MoveToOuter(estimator switch
        {
            KlEstimator.K1 => difference,
            KlEstimator.K2 => 0.5 * difference.square(),
            KlEstimator.K3 => (-difference).expm1() + difference,
            KlEstimator.Abs => difference.abs(),
            _ => throw new ArgumentException(
                $"{estimator} cannot be computed from the sampled tokens alone; use KlPenalty.Full.", nameof(estimator)),
        });
    }

    /// <summary>KL_t = sum_v pi_v (log pi_v - log pi_ref_v), exact at each position.</summary>
    /// <param name="logProbs">Policy, over the vocabulary, [B, R, V].</param>
    /// <param name="referenceLogProbs">Reference, over the vocabulary, [B, R, V].</param>
    /// <returns>[B, R], at least 0 up to rounding; a token to which the policy gives probability 0 adds nothing.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Full(Tensor logProbs, Tensor referenceLogProbs)
    {
        Shapes.RequireSame(logProbs, referenceLogProbs);
        using var scope = NewDisposeScope();
        var terms = logProbs.exp() * (logProbs - referenceLogProbs);
        return scope.MoveToOuter(terms.masked_fill(logProbs == double.NegativeInfinity, 0).sum(-1));
    }
}
