using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Divergence of the policy from the frozen reference, token by token.</summary>
/// <remarks>
/// Schulman, "Approximating KL divergence" (2020): samples come from the policy, so d = log pi - log pi_ref has expectation KL(pi || pi_ref).
/// TRL 0.11.4 `_kl_penalty` offers kl, abs, mse, full; the later trainers offer k1 and k3; torchtune and the N+ paper have k1 alone.
/// OpenRLHF offers k1, k2, k3 and cuts them to [-10, 10]. As a penalty inside the reward the estimate carries no gradient and k1 is the one whose
/// expected gradient is that of the KL; as a term of the loss (<see cref="Loss"/>) k1 has an expected gradient of 0 and k2 the right one
/// (Tang and Munos 2025), whatever their values.
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

    /// <summary>The mean estimate over real tokens, with its gradient: a term of the loss, as GRPO has it, in place of a penalty in the reward.</summary>
    /// <param name="logProbs">Policy, [B, R]; carries the gradient.</param>
    /// <param name="referenceLogProbs">Reference, [B, R].</param>
    /// <param name="mask">True at generated tokens, [B, R].</param>
    /// <param name="estimator">Any but <see cref="KlEstimator.Full"/>; of that take the masked mean of <see cref="Full"/>.</param>
    /// <returns>Scalar, to be multiplied by beta.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or the estimator needs the whole vocabulary.</exception>
    public static Tensor Loss(Tensor logProbs, Tensor referenceLogProbs, Tensor mask, KlEstimator estimator = KlEstimator.K2)
    {
        using var scope = NewDisposeScope();
        var (policy, reference) = (Masked.Fill(logProbs, mask), Masked.Fill(referenceLogProbs, mask));
        return scope.MoveToOuter(Masked.Mean(PerToken(policy, reference, estimator), mask));
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
        // Filled before the product, so that the gradient there is 0 and not NaN.
        var never = logProbs == double.NegativeInfinity;
        var difference = logProbs.masked_fill(never, 0) - referenceLogProbs.masked_fill(never, 0);
        return scope.MoveToOuter((logProbs.exp() * difference).sum(-1));
    }
}
