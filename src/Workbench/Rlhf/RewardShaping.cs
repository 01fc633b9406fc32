using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>From one score a response and one divergence a token to the rewards that the advantages are computed from.</summary>
public static class RewardShaping
{
    /// <summary>
    /// r_t = -beta KL_t at real tokens, plus the score at the place that <paramref name="placement"/> names
    /// (Ziegler et al. 2019, eq. 2; TRL 0.11.4 `compute_rewards`).
    /// </summary>
    /// <remarks>
    /// torchtune `get_rewards_ppo` and OpenRLHF `compute_reward` place the score as here; TRL's PPOv2 one position later. OpenRLHF cuts scores to
    /// plus or minus 10 first. TRL 0.11.4 raises IndexError at a row without tokens.
    /// </remarks>
    /// <param name="scores">One a response, [B].</param>
    /// <param name="kl">Divergence at each token, [B, R].</param>
    /// <param name="mask">True at generated tokens, [B, R].</param>
    /// <param name="coefficient">beta, at least 0.</param>
    /// <param name="placement">Which token receives the score.</param>
    /// <returns>[B, R]; 0 where the mask is false (but at the place after the last token, if the score goes there). A row without tokens stays 0.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit or the coefficient is negative.</exception>
    public static Tensor PerToken(
        Tensor scores, Tensor kl, Tensor mask, double coefficient, ScorePlacement placement = ScorePlacement.LastToken)
    {
        Shapes.RequireMask(kl, mask);
        Shapes.RequireDimensions(kl, 2);
        Shapes.RequireRange(coefficient, 0, double.MaxValue);
        if (scores.dim() != 1 || scores.shape[0] != kl.shape[0])
        {
            throw new ArgumentException($"scores has shape {Shapes.Text(scores)}; it must be [{kl.shape[0]}], one a row of kl.", nameof(scores));
        }

        using var scope = NewDisposeScope();
        var penalty = Masked.Fill(kl, mask) * -coefficient;
        var place = placement == ScorePlacement.LastToken ? LastToken(mask) : AfterLastToken(mask);
        return scope.MoveToOuter(penalty + Masked.Fill(scores.unsqueeze(-1).expand_as(kl), place));
    }

    /// <summary>r_t = s_t - beta KL_t where every token has a score of its own, as a process reward model or a rule for single words gives.</summary>
    /// <param name="tokenScores">[B, R].</param>
    /// <param name="kl">Divergence at each token, [B, R].</param>
    /// <param name="mask">True at generated tokens, [B, R].</param>
    /// <param name="coefficient">beta, at least 0.</param>
    /// <returns>[B, R]; 0 where the mask is false.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit or the coefficient is negative.</exception>
    public static Tensor Dense(Tensor tokenScores, Tensor kl, Tensor mask, double coefficient)
    {
        Shapes.RequireDimensions(kl, 2);
        Shapes.RequireSame(kl, tokenScores);
        Shapes.RequireRange(coefficient, 0, double.MaxValue);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Masked.Fill(tokenScores, mask) - Masked.Fill(kl, mask) * coefficient);
    }

    /// <summary>(s - mean) / deviation, or s / deviation, with running statistics (TRL `use_score_norm`, `use_score_scaling`).</summary>
    /// <remarks>TRL adds float32's machine epsilon to the deviation; so does this. In TRL 0.11.4 itself the option raises AttributeError.</remarks>
    /// <param name="scores">One a response, [B].</param>
    /// <param name="moments">Of all scores so far, this batch among them.</param>
    /// <param name="shift">Whether the mean is subtracted.</param>
    public static Tensor Scale(Tensor scores, RunningMoments moments, bool shift)
    {
        const double machineEpsilon = 1.1920928955078125e-7;
        using var scope = NewDisposeScope();
        var centred = shift ? scores - moments.Mean : scores;
        return scope.MoveToOuter(centred / (moments.StandardDeviation + machineEpsilon));
    }

    /// <summary>True at the last true position of each row only, [B, R].</summary>
    public static Tensor LastToken(Tensor mask)
    {
        using var scope = NewDisposeScope();
        var numbered = Numbered(mask);
        return scope.MoveToOuter((numbered == numbered.amax([-1L], keepdim: true)) & mask);
    }

    /// <summary>True behind the last true position of each row, or at it where the row is full, [B, R].</summary>
    public static Tensor AfterLastToken(Tensor mask)
    {
        using var scope = NewDisposeScope();
        var positions = arange(mask.shape[^1], ScalarType.Int64, mask.device);
        var last = Numbered(mask).amax([-1L], keepdim: true);
        return scope.MoveToOuter(positions == last.clamp_max(mask.shape[^1] - 1));
    }

    /// <summary>s - penalty for responses that did not end by themselves (TRL `missing_eos_penalty`).</summary>
    /// <remarks>
    /// The "N implementation details" and its summarisation code replace the score by -1 instead: <see cref="ReplaceUnended"/>.
    /// TRL's PPOv2 looks for eos_token_id even where another stop token is set; here the generator says which responses ended.
    /// </remarks>
    /// <param name="scores">[B].</param>
    /// <param name="ended">Boolean, [B].</param>
    /// <param name="penalty">At least 0.</param>
    /// <exception cref="ArgumentException">The shapes differ, ended is not boolean, or the penalty is negative.</exception>
    public static Tensor PenaliseUnended(Tensor scores, Tensor ended, double penalty)
    {
        Shapes.RequireMask(scores, ended);
        Shapes.RequireRange(penalty, 0, double.MaxValue);
        using var unended = ended.eq(false);
        using var amount = unended.to_type(scores.dtype) * penalty;
        return scores - amount;
    }

    /// <summary>The score of responses that did not end by themselves becomes <paramref name="score"/>, whatever it was.</summary>
    /// <exception cref="ArgumentException">The shapes differ or ended is not boolean.</exception>
    public static Tensor ReplaceUnended(Tensor scores, Tensor ended, double score = -1)
    {
        Shapes.RequireMask(scores, ended);
        using var unended = ended.eq(false);
        return scores.masked_fill(unended, score);
    }

    /// <summary>The scores cut to [-limit, limit] (TRL `score_clip`).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public static Tensor Clip(Tensor scores, double limit)
    {
        Shapes.RequirePositive(limit);
        return scores.clamp(-limit, limit);
    }

    // 1, 2, 3, ... at true positions and 0 elsewhere, so that the largest number of a row belongs to its last token.
    private static Tensor Numbered(Tensor mask)
    {
        Shapes.RequireDimensions(mask, 2);
        return arange(1, mask.shape[^1] + 1, ScalarType.Int64, mask.device) * mask;
    }
}
