using TorchSharp;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// The figures of an iteration under the names that TRL's classic PPOTrainer gives them (<c>record_step_stats</c> and <c>loss</c>), for dashboards and
/// comparisons made for it. What each name means here:
/// <list type="bullet">
/// <item>objective/kl: <see cref="PpoStep.Kl"/>; objective/kl_dist is one number a response; objective/kl_coef is beta before the iteration.</item>
/// <item>objective/entropy: the mean of -log pi of a whole response, not of a token as <see cref="PpoStep.Entropy"/>.</item>
/// <item>ppo/mean_scores and ppo/std_scores: of the scores after scaling and clipping (N - 1).</item>
/// <item>ppo/mean_non_score_reward: the mean penalty of a token.</item>
/// <item>ppo/loss/*: means over updates; an update whose loss the ratio limit zeroed counts as 0.</item>
/// <item>tokens/responses_*: an encoder-decoder's start token counts.</item>
/// </list>
/// Times have other parts here; see <see cref="PpoStep.Times"/>.
/// </summary>
public static class TrlStatistics
{
    /// <summary>Single numbers by name.</summary>
    /// <param name="step">What <see cref="PpoTrainer.Learn"/> returned.</param>
    /// <param name="experience">What it learned from.</param>
    /// <param name="options">Of the training.</param>
    /// <param name="startToken">Whether the policy is an encoder-decoder.</param>
    public static IReadOnlyDictionary<string, double> Of(PpoStep step, Experience experience, PpoOptions options, bool startToken)
    {
        var (used, penalty, surprise) = Read(experience);
        var queries = Queries(experience);
        var responses = Responses(experience, startToken);
        double Mean(Func<MiniBatchFigures, double> figure) => step.Updates.Average(figure);
        double Loss(Func<MiniBatchFigures, double> figure) => Mean(update => IsZeroed(update, options) ? 0 : figure(update));
        return new Dictionary<string, double>
        {
            ["objective/kl"] = step.Kl,
            ["objective/kl_coef"] = step.KlCoefficient,
            ["objective/entropy"] = surprise,
            ["ppo/mean_non_score_reward"] = penalty,
            ["ppo/mean_scores"] = used.Average(),
            ["ppo/std_scores"] = Deviation(used),
            ["ppo/learning_rate"] = step.LearningRate,
            ["ppo/loss/policy"] = Loss(update => update.PolicyLoss),
            ["ppo/loss/value"] = Loss(update => update.ValueLoss),
            ["ppo/loss/total"] = Loss(update => update.Loss),
            ["ppo/policy/entropy"] = Mean(update => update.Entropy),
            ["ppo/policy/approxkl"] = step.ApproxKl,
            ["ppo/policy/policykl"] = step.PolicyKl,
            ["ppo/policy/clipfrac"] = step.ClipFraction,
            ["ppo/policy/advantages_mean"] = Mean(update => update.AdvantageMean),
            ["ppo/returns/mean"] = step.ReturnMean,
            ["ppo/returns/var"] = Mean(update => update.ReturnVariance),
            ["ppo/val/vpred"] = step.ValueMean,
            ["ppo/val/error"] = Mean(update => update.ValueError),
            ["ppo/val/clipfrac"] = step.ValueClipFraction,
            ["ppo/val/mean"] = Mean(update => update.OldValueMean),
            ["ppo/val/var"] = Mean(update => update.OldValueVariance),
            ["ppo/val/var_explained"] = step.ExplainedVariance,
            ["tokens/queries_len_mean"] = queries.Average(),
            ["tokens/queries_len_std"] = Deviation(queries),
            ["tokens/responses_len_mean"] = responses.Average(),
            ["tokens/responses_len_std"] = Deviation(responses),
        };
    }

    /// <summary>Distributions by name: one number a response, or [B R] with 0 at padding for the log-probabilities.</summary>
    /// <param name="experience">What was learned from.</param>
    /// <param name="startToken">Whether the policy is an encoder-decoder.</param>
    public static IReadOnlyDictionary<string, double[]> Distributions(Experience experience, bool startToken)
    {
        using var scope = NewDisposeScope();
        return new Dictionary<string, double[]>
        {
            ["objective/kl_dist"] = Numbers(experience.Kl.sum(-1)),
            ["objective/logprobs"] = Numbers(experience.LogProbs),
            ["objective/ref_logprobs"] = Numbers(experience.ReferenceLogProbs),
            ["tokens/queries_dist"] = Queries(experience),
            ["tokens/responses_dist"] = Responses(experience, startToken),
        };
    }

    /// <summary>
    /// Token by token what an update on some responses starts from, by name: ppo/policy/ratio and ppo/policy/advantages of the tokens that are trained,
    /// row by row. Runs the policy once more; call it before <see cref="PpoTrainer.Update"/>.
    /// </summary>
    /// <param name="policy">As it is before the update.</param>
    /// <param name="experience">What to learn from.</param>
    /// <param name="rows">Which responses, as one forward pass of TRL takes them.</param>
    /// <param name="options">Of the training.</param>
    public static IReadOnlyDictionary<string, double[]> Tokens(
        ILanguageModel policy, Experience experience, IReadOnlyList<int> rows, PpoOptions options)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: experience.Mask.device);
        var mask = experience.Mask.index_select(0, index);
        var advantages = experience.Advantages.index_select(0, index);
        var whitened = options.AdvantageWhitening is Whitening.Batch ? advantages : Rlhf.Masked.Whiten(advantages, mask);
        var batch = ResponseBatch.Rows(experience.Rollout, [.. rows], experience.Rollout.Responses.Width, options.Generation.PadId);
        var logProbs = batch.LogProbs(policy, policy.HiddenStates(batch.Prompts, batch.Responses), options.Temperature);
        var ratio = (logProbs - experience.LogProbs.index_select(0, index)).exp();
        var trained = mask.cpu().contiguous().data<bool>().ToArray();
        double[] Trained(Tensor values) => [.. Numbers(values).Where((_, i) => trained[i])];
        return new Dictionary<string, double[]> { ["ppo/policy/ratio"] = Trained(ratio), ["ppo/policy/advantages"] = Trained(whitened) };
    }

    private static (double[] Used, double Penalty, double Surprise) Read(Experience experience)
    {
        using var scope = NewDisposeScope();
        var penalty = Numbers(Rlhf.Masked.Mean(experience.NonScoreRewards, experience.Mask))[0];
        return (Numbers(experience.Scores), penalty, Numbers(-experience.LogProbs.sum(-1)).Average());
    }

    private static bool IsZeroed(MiniBatchFigures update, PpoOptions options) =>
        options.BrokenUpdate == BrokenUpdate.ZeroLoss && update.MeanRatio > options.RatioLimit;

    private static double[] Queries(Experience experience) =>
        [.. experience.Rollout.Completions.Select(completion => (double)completion.PromptIds.Count)];

    private static double[] Responses(Experience experience, bool startToken) =>
        [.. experience.Rollout.Lengths.Select(length => (double)(startToken ? length + 1 : length))];

    private static double Deviation(double[] numbers)
    {
        var mean = numbers.Average();
        return Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Length - 1));
    }

    private static double[] Numbers(Tensor values) => values.detach().to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
