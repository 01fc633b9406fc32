using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Group relative policy optimization (Shao et al. 2024, eq. 3 and 4): no value model, the group of responses is the baseline.</summary>
public static class Grpo
{
    /// <summary>
    /// A_i = (r_i - mean of the group) / (std + epsilon), the standard deviation unbiased. A reward of NaN stands for a response that could not
    /// be scored: it counts in no mean and gets an advantage of 0.
    /// </summary>
    /// <remarks>
    /// The paper and TRL divide by the group's unbiased standard deviation plus 1e-4, OpenRLHF's `group_norm` by it plus 1e-9, its `dr_grpo` by nothing.
    /// </remarks>
    /// <param name="rewards">Rewards of all responses, each prompt's in a row, [P G].</param>
    /// <param name="groupSize">G, responses to a prompt; at least 2.</param>
    /// <param name="scale">What to divide by.</param>
    /// <param name="epsilon">1e-4 as in TRL.</param>
    /// <returns>[P G].</returns>
    /// <exception cref="ArgumentException">The rewards do not divide into groups.</exception>
    public static Tensor Advantages(Tensor rewards, int groupSize, GroupScale scale = GroupScale.Group, double epsilon = 1e-4)
    {
        using var scope = NewDisposeScope();
        var (centred, scored) = Centred(rewards, groupSize);
        var advantages = scale switch
        {
            GroupScale.Group => centred / ((centred.square().sum(1, keepdim: true) / (scored.sum(1, keepdim: true) - 1).clamp_min(1)).sqrt() + epsilon),
            GroupScale.Batch => centred / (Spread(rewards, scored.flatten()).sqrt() + epsilon),
            _ => centred,
        };
        return scope.MoveToOuter(advantages.flatten());
    }

    /// <summary>
    /// L = mean (-min(rho A, clip(rho, 1 - clipLow, 1 + clipHigh) A) + beta k3), rho = exp(log pi - log pi_old) (TRL 1.16 `GRPOTrainer._compute_loss`).
    /// </summary>
    /// <remarks>
    /// The paper averages within each response first (<see cref="GrpoVariant.Grpo"/>), OpenRLHF over all tokens (<see cref="GrpoVariant.Bnpo"/>);
    /// TRL's default moved from the first to <see cref="GrpoVariant.Dapo"/>. Neither torchtune's PPO nor the N+ paper has this loss.
    /// </remarks>
    /// <param name="logProbs">Of the policy being trained, [B, R]; carries the gradient.</param>
    /// <param name="oldLogProbs">Of the policy that sampled, [B, R]; null where that is the same one (rho = 1 with the policy's gradient).</param>
    /// <param name="referenceLogProbs">Of the frozen reference, [B, R]; null where beta is 0.</param>
    /// <param name="advantages">One a response, [B].</param>
    /// <param name="mask">True at generated tokens, [B, R].</param>
    /// <param name="options">Which loss, and its numbers.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or beta is above 0 without a reference.</exception>
    public static Tensor Loss(
        Tensor logProbs, Tensor? oldLogProbs, Tensor? referenceLogProbs, Tensor advantages, Tensor mask, GrpoLossOptions options)
    {
        Shapes.RequireDimensions(logProbs, 2);
        Shapes.RequireMask(logProbs, mask);
        if (options.KlCoefficient > 0 && referenceLogProbs is null)
        {
            throw new ArgumentException("A KL coefficient above 0 needs the reference's log-probabilities.", nameof(referenceLogProbs));
        }

        using var scope = NewDisposeScope();
        var logRatio = Masked.Fill(logProbs - (oldLogProbs ?? logProbs.detach()), mask);
        if (options.SequenceLevel)
        {
            logRatio = (logRatio.sum(-1) / mask.sum(-1).clamp_min(1)).unsqueeze(-1);
        }

        var advantage = advantages.unsqueeze(-1);
        var ratio = logRatio.exp();
        var losses = PerToken(logProbs, ratio, advantage, options).expand_as(logProbs);
        if (options.KlCoefficient > 0)
        {
            var kl = KlPenalty.PerToken(logProbs, referenceLogProbs!, KlEstimator.K3);
            losses = losses + options.KlCoefficient * (options.WeightedKl ? ratio * kl : kl);
        }

        var real = Masked.Fill(losses, mask);
        return scope.MoveToOuter(options.Variant switch
        {
            GrpoVariant.Bnpo => real.sum() / mask.sum().clamp_min(1),
            GrpoVariant.DrGrpo => real.sum() / (logProbs.shape[0] * options.MaxNewTokens),
            GrpoVariant.Dapo or GrpoVariant.Cispo => options.BatchTokens is { } tokens ? real.sum() / tokens : real.sum() / mask.sum().clamp_min(1),
            _ => (real.sum(-1) / mask.sum(-1).clamp_min(1)).mean(),
        });
    }

    /// <summary>Rewards minus the mean of their group, and which were scored, both [P, G].</summary>
    internal static (Tensor Centred, Tensor Scored) Centred(Tensor rewards, int groupSize)
    {
        Shapes.RequireDimensions(rewards, 1);
        if (groupSize < 2 || rewards.shape[0] % groupSize != 0)
        {
            throw new ArgumentException(
                $"{rewards.shape[0]} rewards do not divide into groups of {groupSize}; a group has at least 2.", nameof(groupSize));
        }

        using var scope = NewDisposeScope();
        var groups = rewards.view(-1, groupSize);
        var scored = groups.eq(groups);
        var mean = Masked.RowMean(groups, scored).unsqueeze(1);
        return scope.MoveToOuter(Masked.Fill(groups - mean, scored), scored);
    }

    // A lone score has no variance: 0.
    private static Tensor Spread(Tensor rewards, Tensor scored)
    {
        var variance = Masked.Variance(rewards, scored);
        return Masked.Fill(variance, variance.eq(variance));
    }

    private static Tensor PerToken(Tensor logProbs, Tensor ratio, Tensor advantage, GrpoLossOptions options)
    {
        switch (options.Variant)
        {
            case GrpoVariant.Cispo:
                return -ratio.clamp_max(1 + options.ClipHigh).detach() * advantage * logProbs;
            case GrpoVariant.Sapo:
                var temperature = (advantage > 0).to_type(advantage.dtype) * (options.SapoPositive - options.SapoNegative) + options.SapoNegative;
                return -(temperature * (ratio - 1)).sigmoid() * 4 / temperature * advantage;
            default:
                var clipped = ratio.clamp(1 - options.ClipLow, 1 + options.ClipHigh);
                var bounded = options.RatioLimit is { } limit ? ratio.clamp_max(limit) : ratio;
                return -(bounded * advantage).minimum(clipped * advantage);
        }
    }
}
