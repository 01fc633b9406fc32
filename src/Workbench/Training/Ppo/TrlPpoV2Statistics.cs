using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>The figures of an iteration under the names that TRL's PPOv2Trainer and its experimental successor give them.</summary>
public static class TrlPpoV2Statistics
{
    /// <summary>The scalars that `PPOv2Trainer.train` logs, but "eps" (a speed).</summary>
    /// <remarks>
    /// TRL writes 1 for the log-probability of a pad, so "objective/entropy" has -1 for each pad and can be negative; "policy/approxkl_avg" and
    /// "val/ratio" are means over pads too, where the ratio is 1. Both are as in TRL here. "policy/entropy_avg" is not: TRL's includes the
    /// policy's entropy behind the end of a response, this one is the mean over real tokens. TRL's "val/num_eos_tokens" also counts end tokens
    /// that it sampled behind the first one.
    /// </remarks>
    /// <param name="step">What <see cref="PpoTrainer.Learn"/> returned.</param>
    /// <param name="experience">What it learned from.</param>
    /// <param name="options">Of the training; <see cref="Generation.GenerationOptions.MaxNewTokens"/> is TRL's response_length.</param>
    public static IReadOnlyDictionary<string, double> Of(PpoStep step, Experience experience, PpoOptions options)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var rollout = experience.Rollout;
        var count = rollout.Lengths.Length;
        var places = (double)count * options.Generation.MaxNewTokens;
        var real = rollout.Lengths.Sum();
        var nonScore = Number(experience.NonScoreRewards.sum(-1).mean());
        var scores = Number(experience.Scores.mean());
        var passes = step.Updates.Select(update => (
            Ratio: OverPads(update.MeanRatio, 1, update, options), Kl: OverPads(update.ApproxKl, 0, update, options))).ToArray();
        var ratio = passes.Average(pass => pass.Ratio);
        return new Dictionary<string, double>
        {
            ["objective/kl"] = Number(experience.Kl.sum(-1).mean()),
            ["objective/entropy"] = Number(-experience.LogProbs.sum()) / count - (places - real) / count,
            ["objective/non_score_reward"] = nonScore,
            ["objective/rlhf_reward"] = nonScore + scores,
            ["objective/scores"] = scores,
            ["policy/approxkl_avg"] = passes.Average(pass => pass.Kl),
            ["policy/clipfrac_avg"] = step.ClipFraction,
            ["loss/policy_avg"] = step.PolicyLoss,
            ["loss/value_avg"] = step.ValueLoss,
            ["val/clipfrac_avg"] = step.ValueClipFraction,
            ["policy/entropy_avg"] = step.Updates.Average(update => update.Entropy),
            ["val/ratio"] = ratio,
            ["val/ratio_var"] = passes.Length < 2 ? double.NaN : passes.Sum(pass => (pass.Ratio - ratio) * (pass.Ratio - ratio)) / (passes.Length - 1),
            ["val/num_eos_tokens"] = rollout.Completions.Sum(completion => completion.ResponseIds.Count(options.Generation.EndIds.Contains)),
            ["lr"] = step.LearningRate,
            ["episode"] = (double)step.Iteration * count,
        };
    }

    private static double OverPads(double mean, double atPads, MiniBatchFigures update, PpoOptions options)
    {
        var places = (double)update.Responses * options.Generation.MaxNewTokens;
        return (mean * update.Tokens + atPads * (places - update.Tokens)) / places;
    }

    private static double Number(Tensor scalar) => scalar.to_type(ScalarType.Float64).item<double>();
}
