using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Reward-model losses on comparisons (Bradley and Terry 1952; Stiennon et al. 2020; Ouyang et al. 2022, eq. 1).</summary>
public static class PairwiseLoss
{
    /// <summary>
    /// L = -mean log sigmoid(r_chosen - r_rejected - margin) + centering mean (r_chosen + r_rejected)^2.
    /// </summary>
    /// <remarks>
    /// TRL 0.11.4 `RewardTrainer.compute_loss` lets a margin [B] meet rewards [B, 1], which silently becomes a [B, B] loss; here it is refused.
    /// The centering term is that of Eisenstein et al. 2023 (TRL `center_rewards_coefficient`).
    /// </remarks>
    /// <param name="chosen">Rewards of the preferred responses, [B].</param>
    /// <param name="rejected">Rewards of the others, [B].</param>
    /// <param name="margin">By how much the preferred one should win, [B]; null for none (Touvron et al. 2023, Llama 2).</param>
    /// <param name="centering">At least 0; pulls the sum of the two rewards to 0.</param>
    /// <returns>Scalar.</returns>
    /// <exception cref="ArgumentException">The shapes differ or centering is negative.</exception>
    public static Tensor BradleyTerry(Tensor chosen, Tensor rejected, Tensor? margin = null, double centering = 0)
    {
        Shapes.RequireSame(chosen, rejected);
        Shapes.RequireRange(centering, 0, double.MaxValue);
        if (margin is not null)
        {
            Shapes.RequireSame(chosen, margin);
        }

        using var scope = NewDisposeScope();
        var difference = margin is null ? chosen - rejected : chosen - rejected - margin;
        var loss = -LogSigmoid.Of(difference).mean();
        return scope.MoveToOuter(centering == 0 ? loss : loss + centering * (chosen + rejected).square().mean());
    }

    /// <summary>
    /// The comparison loss over all pairs among K rated responses of a prompt: for each prompt the mean of -log sigmoid(r_i - r_j) over the pairs
    /// with rating_i above rating_j (InstructGPT's 1 / (K choose 2)), then the mean over prompts. Ties are left out.
    /// </summary>
    /// <param name="rewards">[B, K].</param>
    /// <param name="ratings">[B, K]; only their order within a row matters.</param>
    /// <param name="mask">True at responses that exist, boolean [B, K]; null where all do.</param>
    /// <returns>Scalar; NaN where no prompt has two responses with different ratings.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor AllPairs(Tensor rewards, Tensor ratings, Tensor? mask = null)
    {
        Shapes.RequireDimensions(rewards, 2);
        Shapes.RequireSame(rewards, ratings);
        using var scope = NewDisposeScope();
        var better = ratings.unsqueeze(2) > ratings.unsqueeze(1);
        if (mask is not null)
        {
            Shapes.RequireMask(rewards, mask);
            better = better & mask.unsqueeze(2) & mask.unsqueeze(1);
        }

        var losses = -LogSigmoid.Of(rewards.unsqueeze(2) - rewards.unsqueeze(1));
        var sums = Masked.Fill(losses, better).sum([1L, 2L]);
        var pairs = better.sum([1L, 2L]);
        var perPrompt = sums / pairs.clamp_min(1);
        return scope.MoveToOuter(Masked.Mean(perPrompt, pairs > 0));
    }

    /// <summary>Share of pairs in which the chosen response has the higher reward; a tie counts one half.</summary>
    /// <param name="chosen">[B].</param>
    /// <param name="rejected">[B].</param>
    /// <returns>Scalar without gradient.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Accuracy(Tensor chosen, Tensor rejected)
    {
        Shapes.RequireSame(chosen, rejected);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        return scope.MoveToOuter(((chosen - rejected).sign().mean() + 1) / 2);
    }
}
