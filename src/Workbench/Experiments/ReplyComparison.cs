using Workbench.Data.Gold;
using Workbench.Evaluation;
using Workbench.Text;

namespace Workbench.Experiments;

/// <summary>Turns the replies of several models to the same prompts into means, paired comparisons and plain sentences.</summary>
public static class ReplyComparison
{
    private const string Gold = "gold score";
    private const string Hostile = "hostile";
    private const string Kl = "KL";

    /// <summary>Which model of the quick experiment is held against which; those that a run lacks are left out.</summary>
    public static IReadOnlyList<(string Before, string After)> QuickQuestions { get; } =
        [("sft", "ppo"), ("pretrained", "sft"), ("pretrained", "ppo"), ("sft", "ppo-no-kl")];

    /// <summary>Compares.</summary>
    /// <param name="heldOut">For each prompt, whether its topic was held out from training.</param>
    /// <param name="models">Each model's replies, in the order of the prompts.</param>
    /// <param name="resamples">Bootstrap resamples and sign assignments, at least 100.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="rewardModel">What is known of the reward model.</param>
    /// <param name="questions">Which model is held against which; null holds every other one against the first.</param>
    /// <exception cref="WorkbenchException">A model has another number of replies than there are prompts, or a figure is not finite.</exception>
    public static ComparisonResults Of(
        IReadOnlyList<bool> heldOut, IReadOnlyList<(string Name, IReadOnlyList<ReplyFacts> Replies)> models, int resamples, ulong seed,
        RewardModelResults? rewardModel, IReadOnlyList<(string Before, string After)>? questions = null)
    {
        if (models.FirstOrDefault(model => model.Replies.Count != heldOut.Count) is { Name: not null } odd)
        {
            throw new WorkbenchException($"The model '{odd.Name}' has {odd.Replies.Count} replies to {heldOut.Count} prompts.");
        }

        var attested = models.All(model => model.Replies.All(reply => reply.Gold is not null)) ? CorpusBigrams.Of() : null;
        var facts = models.ToDictionary(model => model.Name, model => model.Replies);
        var comparisons = (questions ?? [.. models.Skip(1).Select(model => (models[0].Name, model.Name))])
            .Where(question => facts.ContainsKey(question.Before) && facts.ContainsKey(question.After))
            .Select(question => Compare(question.Before, question.After, facts, resamples, seed))
            .ToArray();
        return new ComparisonResults(
            heldOut.Count,
            [.. models.Select(model => Summary(model.Name, model.Replies, heldOut, attested))],
            comparisons,
            rewardModel,
            questions is null
                ? [.. comparisons.SelectMany(comparison => Plain(comparison, models[0].Replies, named: comparisons.Length > 1))]
                : Conclusion(comparisons, rewardModel));
    }

    private static ModelComparison Compare(
        string before, string after, Dictionary<string, IReadOnlyList<ReplyFacts>> facts, int resamples, ulong seed)
    {
        var random = new SeededRandom(seed).Split($"{before} against {after}");
        var options = new PairedComparisonOptions { Resamples = resamples, Seed = random.NextUInt64() };
        var metrics = ReplyMetric.Of([.. facts[before], .. facts[after]]).Select(metric => Compare(
            metric, [.. facts[before].Select(metric.Value)], [.. facts[after].Select(metric.Value)], options with { Direction = metric.Direction }));
        return new ModelComparison(before, after, PairedComparison.CorrectForSeveral([.. metrics]));
    }

    private static PairedComparison Compare(ReplyMetric metric, double[] before, double[] after, PairedComparisonOptions options) => metric.IsYesOrNo
        ? ShareComparison.Compare(metric.Name, [.. before.Select(value => value > 0)], [.. after.Select(value => value > 0)], options)
        : PairedComparison.Compare(metric.Name, before, after, options);

    private static ModelSummary Summary(string name, IReadOnlyList<ReplyFacts> replies, IReadOnlyList<bool> heldOut, AttestedBigrams<string>? attested)
    {
        var metrics = ReplyMetric.Of(replies);
        var means = metrics.ToDictionary(metric => metric.Name, metric => replies.Average(metric.Value));
        if (metrics.SingleOrDefault(metric => metric.Name == Gold) is { } gold)
        {
            foreach (var (part, wanted) in new[] { ("seen", false), ("held-out", true) })
            {
                means[$"{Gold}, {part} topics"] = replies.Where((_, i) => heldOut[i] == wanted).Select(gold.Value).DefaultIfEmpty(double.NaN).Average();
            }
        }

        var bigrams = replies.SelectMany(reply => Bigrams(GoldWords.Of(reply.Text))).ToArray();
        var distinct = bigrams.Distinct().ToArray();
        return new ModelSummary(
            name,
            means,
            (double)distinct.Length / Math.Max(1, bigrams.Length),
            attested is null ? null : (double)distinct.Count(bigram => attested.Contains(bigram.First, bigram.Second)) / Math.Max(1, bigrams.Length));
    }

    private static IEnumerable<(string First, string Second)> Bigrams(IReadOnlyList<string> words) => words.Zip(words.Skip(1));

    private static IEnumerable<string> Plain(ModelComparison comparison, IReadOnlyList<ReplyFacts> replies, bool named)
    {
        var about = named ? $"{comparison.After} against {comparison.Before}. " : "";
        return Enumerable.Concat([Gold, .. replies[0].Rewards.Select(reward => reward.Name)], [Hostile])
            .Select(name => comparison.Metrics.SingleOrDefault(metric => metric.Metric == name)?.PlainSentence)
            .OfType<string>()
            .Select(sentence => about + sentence);
    }

    private static IReadOnlyList<string> Conclusion(IReadOnlyList<ModelComparison> comparisons, RewardModelResults? rewardModel)
    {
        var sentences = new List<string>();
        if (comparisons.FirstOrDefault(comparison => comparison is { Before: "pretrained", After: "sft" }) is { } tuned)
        {
            sentences.Add($"Fine-tuning against pre-training. {tuned[Hostile].PlainSentence}");
        }

        if (rewardModel is { Seen: { } seen, HeldOut: { } other })
        {
            sentences.Add(FormattableString.Invariant($"The reward model orders {seen.Raters:0.0 %} of fresh pairs as the raters do, and {other.Raters:0.0 %} on topics that it never saw; chance is 50 %."));
        }

        if (comparisons.FirstOrDefault(comparison => comparison is { Before: "sft", After: "ppo" }) is { } ppo)
        {
            sentences.Add($"PPO against fine-tuning. {ppo[Gold].PlainSentence}");
            sentences.Add($"PPO against fine-tuning. {ppo[Hostile].PlainSentence}");
            sentences.Add(FormattableString.Invariant($"With the KL penalty the policy stays {ppo[Kl].After:0.0} nats a reply from the fine-tuned model."));
        }

        if (comparisons.FirstOrDefault(comparison => comparison is { Before: "sft", After: "ppo-no-kl" }) is { } hacked)
        {
            var (reward, gold) = (hacked[ReplyMetric.LearnedReward], hacked[Gold]);
            sentences.Add(reward.Verdict == Verdict.Higher && gold.Verdict == Verdict.Lower
                ? FormattableString.Invariant($"Without the KL penalty the reward is hacked: the learned reward rises by {reward.Difference:0.00} while the gold score falls by {-gold.Difference:0.00}, at a KL of {hacked[Kl].After:0} nats a reply.")
                : FormattableString.Invariant($"Without the KL penalty the learned reward changes by {reward.Difference:+0.00;-0.00} and the gold score by {gold.Difference:+0.00;-0.00}."));
        }

        return sentences;
    }
}
