using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Data.Raters;
using Workbench.Data.SupportConversations;
using Workbench.Generation;

namespace Workbench.Experiments;

/// <summary>The comparison: every model answers the same held-out prompts with the same luck, and the replies are compared prompt by prompt.</summary>
internal static class CompareStage
{
    private const string Title = "Comparing the models";

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, CompareStageOptions options, IReadOnlyList<Prompt> prompts, IReadOnlyList<(string Name, Chatbot Bot)> models,
        string reference, RunReward reward, RewardModelResults? rewardResults, IReadOnlyList<(string Before, string After)>? questions = null,
        bool isBundled = true)
    {
        using var ownReward = reward;
        const string stage = QuickExperiment.Stages.Compare;
        context.Folder.Rewind(stage, -1);
        string[] messages = [.. prompts.Select(prompt => prompt.Message)];
        var luck = new UniformSource(context.SeedOf("comparison luck"));
        var gold = isBundled ? new GoldScorer() : null;
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
        var results = ReplyComparison.Of(
            [.. prompts.Select(prompt => prompt.HeldOut)],
            [.. models.Select(model => (model.Name, (IReadOnlyList<ReplyFacts>)facts[model.Name]))],
            options.Resamples, context.SeedOf(stage), rewardResults, questions);
        var main = results.Comparisons[0];
        var study = gold is null
            ? null
            : RatingStudy.Of(
                new RaterPanel(context.SeedOf("study raters"), gold: gold), messages, (main.Before, facts[main.Before]), (main.After, facts[main.After]));
        if (study is not null)
        {
            var about = questions is null && models.Count > 2 ? $"{main.After} against {main.Before}. " : "";
            results = results with { Study = study, Conclusion = [.. results.Conclusion, about + study.PlainSentence] };
        }

        context.Folder.WriteJson(ComparisonResults.FileName, results);
        yield return new ExperimentEvent.StageFinished(stage, $"{models.Count} models on {prompts.Count} prompts");
    }

    /// <summary>Prompts of the bundled corpus that nothing trains on: half on topics that were trained on, half on topics that only pre-training saw.</summary>
    public static IReadOnlyList<Prompt> Bundled(RunContext context, CompareStageOptions options, DataSplit split)
    {
        var seed = context.SeedOf($"{split.ToString().ToLowerInvariant()} prompts");
        var heldOut = options.Prompts / 2;
        return
        [
            .. SupportConversationGenerator.GeneratePrompts(seed, options.Prompts - heldOut, TopicSet.Seen, split),
            .. SupportConversationGenerator.GeneratePrompts(seed, heldOut, TopicSet.HeldOut, split),
        ];
    }

    private static IEnumerable<ReplyFacts> Measure(IReadOnlyList<Answer> answers, Chatbot sft, RunReward reward, GoldScorer? gold)
    {
        var rewards = reward.Judge([.. answers.Select(answer => answer.Completion)]);
        var underSft = sft.LogProbabilities(answers);
        return answers.Select((answer, i) => new ReplyFacts(
            answer.Completion.Response,
            answer.Completion.Ended,
            rewards[i],
            gold?.Score(answer.Completion.Prompt, answer.Completion.Response, answer.Completion.Ended),
            answer.LogProbability - underSft[i]));
    }

    private static RunSample Sample(string model, Prompt prompt, ReplyFacts reply) => new(
        QuickExperiment.Stages.Compare, 0, model, prompt.Message, reply.Text,
        ReplyMetric.Of([reply]).ToDictionary(metric => metric.Name, metric => metric.Value(reply)));
}
