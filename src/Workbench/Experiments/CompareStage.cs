using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Data.SupportConversations;
using Workbench.Evaluation;
using Workbench.Generation;

namespace Workbench.Experiments;

/// <summary>The comparison: every model answers the same held-out prompts with the same luck, and the replies are compared prompt by prompt.</summary>
internal static class CompareStage
{
    private const string Title = "Comparing on test prompts";
    private const string Gold = "gold score";
    private const string Hostile = "hostile";
    private const string Reward = "learned reward";

    // Which model is held against which; those that the run lacks are left out.
    private static readonly (string Before, string After)[] Questions =
    [
        ("sft", "ppo"), ("pretrained", "sft"), ("pretrained", "ppo"), ("sft", "ppo-no-kl"), ("before", "after"),
    ];

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, CompareStageOptions options, IReadOnlyList<Prompt> prompts, IReadOnlyList<(string Name, Chatbot Bot)> models,
        string reference, LearnedRewardModel reward, RewardModelResults? rewardResults)
    {
        using var ownReward = reward;
        const string stage = QuickExperiment.Stages.Compare;
        context.Folder.Rewind(stage, -1);
        string[] messages = [.. prompts.Select(prompt => prompt.Message)];
        var luck = new UniformSource(context.SeedOf("comparison luck"));
        var gold = new GoldScorer();
        var sft = models.Single(model => model.Name == reference).Bot;
        var facts = new Dictionary<string, ReplyFacts[]>();
        var batches = (messages.Length + Chatbot.BatchSize - 1) / Chatbot.BatchSize;
        yield return new ExperimentEvent.StageStarted(stage, Title, batches * models.Count);
        var step = 0;
        try
        {
            foreach (var (name, bot) in models)
            {
                var replies = new List<ReplyFacts>();
                foreach (var answers in bot.Answer(messages, luck))
                {
                    replies.AddRange(Measure(answers, sft, reward, gold));
                    yield return new ExperimentEvent.StageStepped(
                        stage, ++step, [], answers.Sum(answer => (long)answer.Completion.ResponseIds.Count));
                    context.Stop.ThrowIfCancellationRequested();
                }

                facts[name] = [.. replies];
            }
        }
        finally
        {
            foreach (var (_, bot) in models)
            {
                bot.Dispose();
            }
        }

        context.Folder.AppendSamples(facts.SelectMany(pair => pair.Value.Select((reply, i) => Sample(pair.Key, prompts[i], reply))));
        var results = Results(context, options, prompts, models, facts) with { RewardModel = rewardResults };
        context.Folder.WriteJson(ComparisonResults.FileName, results);
        yield return new ExperimentEvent.StageFinished(stage, $"{models.Count} models on {prompts.Count} prompts");
    }

    /// <summary>Test prompts of the bundled corpus: half on topics that were trained on, half on topics that only pre-training saw.</summary>
    public static IReadOnlyList<Prompt> Bundled(RunContext context, CompareStageOptions options)
    {
        var seed = context.SeedOf("test prompts");
        var heldOut = options.Prompts / 2;
        return
        [
            .. SupportConversationGenerator.GeneratePrompts(seed, options.Prompts - heldOut, TopicSet.Seen, DataSplit.Test),
            .. SupportConversationGenerator.GeneratePrompts(seed, heldOut, TopicSet.HeldOut, DataSplit.Test),
        ];
    }

    private static IEnumerable<ReplyFacts> Measure(IReadOnlyList<Answer> answers, Chatbot sft, LearnedRewardModel reward, GoldScorer gold)
    {
        var rewards = reward.Reward.Score([.. answers.Select(answer => answer.Completion)]);
        var underSft = sft.LogProbabilities(answers);
        return answers.Select((answer, i) => new ReplyFacts(
            answer.Completion.Response,
            answer.Completion.Ended,
            rewards[i],
            gold.Score(answer.Completion.Prompt, answer.Completion.Response, answer.Completion.Ended),
            answer.LogProbability - underSft[i]));
    }

    private static RunSample Sample(string model, Prompt prompt, ReplyFacts reply) => new(
        QuickExperiment.Stages.Compare, 0, model, prompt.Message, reply.Text,
        ReplyMetric.All.ToDictionary(metric => metric.Name, metric => metric.Value(reply)));

    private static ComparisonResults Results(
        RunContext context, CompareStageOptions options, IReadOnlyList<Prompt> prompts,
        IReadOnlyList<(string Name, Chatbot Bot)> models, Dictionary<string, ReplyFacts[]> facts)
    {
        var attested = new AttestedBigrams([]);
        var comparisons = Questions
            .Where(question => facts.ContainsKey(question.Before) && facts.ContainsKey(question.After))
            .Select(question => Compare(context, options, question.Before, question.After, facts))
            .ToArray();
        return new ComparisonResults(
            prompts.Count,
            [.. models.Select(model => Summary(model.Name, facts[model.Name], prompts, attested))],
            comparisons,
            null,
            Conclusion(comparisons));
    }

    private static ModelComparison Compare(
        RunContext context, CompareStageOptions options, string before, string after, Dictionary<string, ReplyFacts[]> facts)
    {
        var metrics = ReplyMetric.All.Select(metric => PairedComparison.Compare(
            metric.Name,
            [.. facts[before].Select(metric.Value)],
            [.. facts[after].Select(metric.Value)],
            new PairedComparisonOptions
            {
                Direction = metric.Direction,
                Resamples = options.Resamples,
                Seed = context.SeedOf($"{before} against {after}"),
            }));
        return new ModelComparison(before, after, PairedComparison.CorrectForSeveral([.. metrics]));
    }

    private static ModelSummary Summary(string name, ReplyFacts[] replies, IReadOnlyList<Prompt> prompts, AttestedBigrams attested)
    {
        var means = ReplyMetric.All.ToDictionary(metric => metric.Name, metric => replies.Average(metric.Value));
        foreach (var (part, heldOut) in new[] { ("seen", false), ("held-out", true) })
        {
            means[$"gold score, {part} topics"] = replies
                .Where((_, i) => prompts[i].HeldOut == heldOut)
                .Select(reply => reply.Gold.Value)
                .DefaultIfEmpty(double.NaN)
                .Average();
        }

        var bigrams = replies.SelectMany(reply => Bigrams(GoldWords.Of(reply.Text))).ToArray();
        var distinct = bigrams.Distinct().ToArray();
        return new ModelSummary(
            name,
            means,
            (double)distinct.Length / Math.Max(1, bigrams.Length),
            (double)distinct.Count(bigram => attested.Contains(bigram.First, bigram.Second)) / Math.Max(1, bigrams.Length));
    }

    private static IEnumerable<(string First, string Second)> Bigrams(IReadOnlyList<string> words) => words.Zip(words.Skip(1));

    private static IReadOnlyList<string> Conclusion(IReadOnlyList<ModelComparison> comparisons)
    {
        var sentences = new List<string>();
        if (comparisons.FirstOrDefault(comparison => comparison is { Before: "before", After: "after" }) is { } plain)
        {
            sentences.AddRange(plain[Gold].PlainSentence, plain[Reward].PlainSentence, plain[Hostile].PlainSentence);
        }

        if (comparisons.FirstOrDefault(comparison => comparison is { Before: "sft", After: "ppo" }) is { } ppo)
        {
            sentences.Add($"PPO against fine-tuning. {ppo[Gold].PlainSentence}");
            sentences.Add($"PPO against fine-tuning. {ppo[Hostile].PlainSentence}");
        }

        if (comparisons.FirstOrDefault(comparison => comparison is { Before: "sft", After: "ppo-no-kl" }) is { } hacked)
        {
            var (reward, gold) = (hacked[Reward], hacked[Gold]);
            sentences.Add(reward.Verdict == Verdict.Higher && gold.Verdict == Verdict.Lower
                ? $"Without the KL penalty the reward is hacked: the learned reward rises by {reward.Difference:0.00} while the gold score falls by {-gold.Difference:0.00}."
                : $"Without the KL penalty the learned reward changes by {reward.Difference:+0.00;-0.00} and the gold score by {gold.Difference:+0.00;-0.00}.");
        }

        return sentences;
    }
}
