using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>The clipped losses of proximal policy optimization (Schulman et al. 2017, eq. 7 and 9; TRL 0.11.4 `PPOTrainer.loss`).</summary>
public static class PpoLoss
{
    /// <summary>
    /// L = mean max(-A rho, -A clip(rho, 1 - clipRange, 1 + clipRange)),  rho = exp(log pi - log pi_old), over real tokens.
    /// With a dual clip c the loss of a token with A below 0 is at most -c A (Ye et al. 2020, eq. 5).
    /// </summary>
    /// <remarks>
    /// All average over the tokens of the mini-batch: TRL, torchtune, the "N implementation details" and OpenRLHF today; OpenRLHF's earlier
    /// versions average each response first, which weighs the tokens of short ones more. TRL and torchtune have no dual clip, OpenRLHF has.
    /// torchtune's statistics count a token as clipped where the ratio lies outside the range, here and in TRL where the clipped term is the larger one.
    /// </remarks>
    /// <param name="logProbs">Of the policy being trained, [B, R]; carries the gradient.</param>
    /// <param name="oldLogProbs">Of the policy that sampled the tokens, [B, R].</param>
    /// <param name="advantages">Usually whitened, [B, R].</param>
    /// <param name="mask">True at generated tokens, [B, R].</param>
    /// <param name="clipRange">Above 0; null leaves the ratio unclipped.</param>
    /// <param name="dualClip">c, above 1: bounds how hard a token with a huge ratio and A below 0 pushes; null for none.</param>
    /// <exception cref="ArgumentException">The shapes differ, the clip range is not above 0 or the dual clip not above 1.</exception>
    public static PolicyLoss Policy(
        Tensor logProbs, Tensor oldLogProbs, Tensor advantages, Tensor mask, double? clipRange = 0.2, double? dualClip = null)
    {
        Shapes.RequireSame(logProbs, oldLogProbs);
        Shapes.RequireSame(logProbs, advantages);
        Shapes.RequireMask(logProbs, mask);
        if (clipRange is { } range)
        {
            Shapes.RequirePositive(range, nameof(clipRange));
        }

        if (dualClip is { } bound && !(bound > 1 && double.IsFinite(bound)))
        {
            throw new ArgumentOutOfRangeException(nameof(dualClip), dualClip, "dualClip must be above 1 and finite.");
        }

        using var scope = NewDisposeScope();
        var difference = Masked.Fill(logProbs - oldLogProbs, mask);
        var ratio = difference.exp();
        var unclipped = -advantages * ratio;
        var clipped = clipRange is { } c ? -advantages * ratio.clamp(1 - c, 1 + c) : unclipped;
        var losses = unclipped.maximum(clipped);
        if (dualClip is { } most)
        {
            losses = losses.minimum((-most * advantages).masked_fill(advantages >= 0, double.PositiveInfinity));
        }

        var loss = Masked.Mean(losses, mask);
        using (no_grad())
        {
            var means = Masked.Means(
                mask, ratio, (clipped > unclipped).to_type(ratio.dtype), difference.square().mul_(0.5), difference.neg());
            return new PolicyLoss(
                scope.MoveToOuter(loss),
                scope.MoveToOuter(ratio.detach()),
                scope.MoveToOuter(means[0]),
                scope.MoveToOuter(means[1]),
                scope.MoveToOuter(means[2]),
                scope.MoveToOuter(means[3]));
        }
    }

    /// <summary>
    /// L = 1/2 mean max((V - R)^2, (clip(V, V_old - clipRange, V_old + clipRange) - R)^2) over real tokens.
    /// </summary>
    /// <remarks>
    /// The same in TRL, torchtune, the "N implementation details" (detail 19) and OpenRLHF, which clips by default only where asked to.
    /// Andrychowicz et al. 2021 (section 3.2) found that value clipping rather hurts; null leaves it out.
    /// </remarks>
    /// <param name="values">Of the value head being trained, [B, R]; carries the gradient.</param>
    /// <param name="oldValues">When the tokens were sampled, [B, R].</param>
    /// <param name="returns">A + V_old with the advantages before whitening, [B, R].</param>
    /// <param name="mask">True where a value counts, [B, R].</param>
    /// <param name="clipRange">Above 0; null leaves the values unclipped.</param>
    /// <exception cref="ArgumentException">The shapes differ or the clip range is not above 0.</exception>
    public static ValueLoss Value(Tensor values, Tensor oldValues, Tensor returns, Tensor mask, double? clipRange = 0.2)
    {
        Shapes.RequireSame(values, oldValues);
        Shapes.RequireSame(values, returns);
        Shapes.RequireMask(values, mask);
        if (clipRange is { } range)
        {
            Shapes.RequirePositive(range, nameof(clipRange));
        }

        using var scope = NewDisposeScope();
        var real = Masked.Fill(values, mask);
        var unclipped = (real - returns).square();
        var clipped = clipRange is { } c
            ? (real.minimum(oldValues + c).maximum(oldValues - c) - returns).square()
            : unclipped;
        var loss = 0.5 * Masked.Mean(unclipped.maximum(clipped), mask);
        using (no_grad())
        {
            var means = Masked.Means(mask, unclipped, (clipped > unclipped).to_type(values.dtype));
            return new ValueLoss(scope.MoveToOuter(loss), scope.MoveToOuter(means[0]), scope.MoveToOuter(means[1]));
        }
    }
}

/// <summary>The policy loss with what it says about the size of the step. All but the loss are without gradient.</summary>
/// <param name="Loss">Scalar; the number to minimise.</param>
/// <param name="Ratio">rho = exp(log pi - log pi_old), [B, R]; 1 where the mask is false.</param>
/// <param name="MeanRatio">Mean of rho over real tokens; 1 before the first update.</param>
/// <param name="ClipFraction">Share of real tokens at which the clipped term is the larger one.</param>
/// <param name="ApproxKl">1/2 mean (log pi - log pi_old)^2: never negative (TRL approxkl).</param>
/// <param name="PolicyKl">mean (log pi_old - log pi): can be negative (TRL policykl).</param>
public readonly record struct PolicyLoss(
    Tensor Loss, Tensor Ratio, Tensor MeanRatio, Tensor ClipFraction, Tensor ApproxKl, Tensor PolicyKl);

/// <summary>The value loss with its statistics. All but the loss are without gradient.</summary>
/// <param name="Loss">Scalar; not yet multiplied by the value coefficient.</param>
/// <param name="Error">mean (V - R)^2 without clipping.</param>
/// <param name="ClipFraction">Share of real tokens at which the clipped error is the larger one.</param>
public readonly record struct ValueLoss(Tensor Loss, Tensor Error, Tensor ClipFraction);
