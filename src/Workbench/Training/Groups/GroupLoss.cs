using Workbench.Models;
using Workbench.Rlhf;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>The loss of some units of an experience, and its figures. Tensors live in the dispose scope of the caller.</summary>
internal static class GroupLoss
{
    /// <summary>Loss, approximate KL, policy KL, mean ratio, largest ratio.</summary>
    public const int Figures = 5;

    /// <summary>The loss with its gradient, and the figures [5] without.</summary>
    public static (Tensor Loss, Tensor Figures) Of(
        ILanguageModel policy, GroupExperience experience, IReadOnlyList<IReadOnlyList<int>> units, GroupOptions options)
    {
        // Of pairs all chosen responses come first, then all rejected ones.
        int[] rows = [.. Enumerable.Range(0, units[0].Count).SelectMany(place => units.Select(unit => unit[place]))];
        var width = rows.Max(row => experience.Rollout.Lengths[row]);
        var responses = ResponseBatch.Rows(experience.Rollout, rows, width, options.Generation.PadId);
        var index = tensor(rows.Select(row => (long)row).ToArray(), device: experience.Mask.device);
        Tensor Part(Tensor all) => all.narrow(1, 0, width).index(index);
        var (mask, old, reference) = (Part(experience.Mask), Part(experience.LogProbs), Part(experience.ReferenceLogProbs));
        var hidden = policy.HiddenStates(responses.Prompts, responses.Responses);
        var logProbs = responses.LogProbs(policy, hidden, options.Generation.Temperature);
        var advantages = experience.Advantages.index(index);
        var learned = experience.Learned is null ? mask : Part(experience.Learned);
        var loss = options.Algorithm switch
        {
            GroupAlgorithm.Rloo => Rloo.Loss(logProbs, Masked.RowSum(old, learned), advantages, learned, options.ClipLow, options.ClipHigh),
            GroupAlgorithm.OnlineDpo => Pairs(logProbs, reference, mask, options),
            _ => Grpo.Loss(logProbs, old, reference, advantages, learned, new GrpoLossOptions
            {
                Variant = options.GrpoVariant,
                ClipLow = options.ClipLow,
                ClipHigh = options.ClipHigh,
                KlCoefficient = options.KlCoefficient,
                RatioLimit = options.RatioBound,
                WeightedKl = options.WeightedKl,
                SequenceLevel = options.SequenceRatio,
                MaxNewTokens = options.Generation.MaxNewTokens,
                BatchTokens = experience.Rollout.Lengths.Sum(),
                SapoPositive = options.SapoPositive,
                SapoNegative = options.SapoNegative,
            }),
        };
        using var off = no_grad();
        var step = Masked.Fill(logProbs.detach() - old, mask);
        var ratio = step.exp();
        return (loss, stack([
            loss.detach(), 0.5 * Masked.Mean(step.square(), mask), -Masked.Mean(step, mask), Masked.Mean(ratio, mask), ratio.amax([0L, 1L]),
        ]).to_type(ScalarType.Float64));
    }

    /// <summary>How much of an update's loss some of its units make up: the share that gives the same sum however the update is cut into passes.</summary>
    public static double Share(
        GroupExperience experience, IReadOnlyList<IReadOnlyList<int>> part, IReadOnlyList<IReadOnlyList<int>> whole, GroupOptions options)
    {
        if (options.Algorithm != GroupAlgorithm.Grpo || options.GrpoVariant is not (GrpoVariant.Bnpo or GrpoVariant.Dapo or GrpoVariant.Cispo))
        {
            return (double)part.Count / whole.Count;
        }

        // The two others are sums over the tokens of the whole rollout already.
        return options.GrpoVariant == GrpoVariant.Bnpo
            ? (double)LearnedTokens(experience, part, options) / Math.Max(1, LearnedTokens(experience, whole, options))
            : 1;
    }

    /// <summary>The figures of an update from those of its parts: the loss by the parts' shares, what is a mean over tokens by tokens.</summary>
    /// <param name="figures">[parts, 5].</param>
    /// <param name="experience">What is learned from.</param>
    /// <param name="parts">The units of each part.</param>
    /// <param name="whole">All units.</param>
    /// <param name="options">Of the training.</param>
    public static Tensor Combine(
        Tensor figures, GroupExperience experience, IReadOnlyList<IReadOnlyList<int>[]> parts, IReadOnlyList<IReadOnlyList<int>> whole, GroupOptions options)
    {
        var weights = new double[parts.Count * Figures];
        for (var part = 0; part < parts.Count; part++)
        {
            var tokens = (double)Tokens(experience, parts[part]) / Tokens(experience, whole);
            weights.AsSpan(part * Figures, Figures).Fill(tokens);
            weights[part * Figures] = Share(experience, parts[part], whole, options);
        }

        var combined = (figures * tensor(weights, [parts.Count, Figures], device: figures.device)).sum(0L);
        combined[4].copy_(figures.select(1, 4).amax([0L]));
        return combined;
    }

    private static long LearnedTokens(GroupExperience experience, IReadOnlyList<IReadOnlyList<int>> units, GroupOptions options) =>
        units.Sum(unit => unit.Sum(row => IsLearned(experience.Rollout, row, options) ? (long)experience.Rollout.Lengths[row] : 0));

    /// <summary>Whether something is learned from a response.</summary>
    public static bool IsLearned(Rollout rollout, int row, GroupOptions options) => !options.MaskTruncated || rollout.Completions[row].Ended;

    private static long Tokens(GroupExperience experience, IReadOnlyList<IReadOnlyList<int>> units) =>
        units.Sum(unit => unit.Sum(row => (long)experience.Rollout.Lengths[row]));

    private static Tensor Pairs(Tensor logProbs, Tensor reference, Tensor mask, GroupOptions options)
    {
        // IPO compares means, so that a longer response is no stronger argument.
        Tensor[] Halves(Tensor perToken) =>
            (options.DpoVariant == DpoVariant.Ipo ? Masked.RowMean(perToken, mask) : Masked.RowSum(perToken, mask)).chunk(2);
        var (policy, frozen) = (Halves(logProbs), Halves(reference));
        return Dpo.Loss(
            policy[0], policy[1], frozen[0], frozen[1], options.KlCoefficient, options.DpoVariant, options.LabelSmoothing).Losses.mean();
    }
}
