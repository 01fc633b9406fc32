using Workbench.Data;
using Workbench.Data.Gold;
using Workbench.Data.Preferences;
using Workbench.Data.Raters;
using Workbench.Data.SupportConversations;
using Workbench.Generation;

namespace Workbench.Experiments;

/// <summary>Step 2a: two replies to each message, from the fine-tuned or the pre-trained model, are compared by simulated raters.</summary>
internal static class PairStage
{
    /// <summary>Pairs to train on.</summary>
    public const string TrainFile = "pairs.jsonl";

    /// <summary>Fresh pairs on topics that were trained on.</summary>
    public const string SeenFile = "pairs-seen.jsonl";

    /// <summary>Fresh pairs on held-out topics.</summary>
    public const string HeldOutFile = "pairs-held-out.jsonl";

    private sealed record Plan(string File, int Count, TopicSet Topics, DataSplit Split);

    public static IEnumerable<ExperimentEvent> Run(RunContext context, PairStageOptions options, DataSplit fresh, Chatbot pretrained, Chatbot sft)
    {
        using var ownPretrained = pretrained;
        using var ownSft = sft;
        Plan[] plans =
        [
            new(TrainFile, options.Count, TopicSet.Seen, DataSplit.Train),
            new(SeenFile, options.HeldOut, TopicSet.Seen, fresh),
            new(HeldOutFile, options.HeldOut, TopicSet.HeldOut, fresh),
        ];
        var steps = plans.Sum(plan => 2 * Batches(plan.Count));
        yield return new ExperimentEvent.StageStarted(QuickExperiment.Stages.Pairs, "Comparing replies", steps);
        var panel = new RaterPanel(context.SeedOf("raters"));
        var gold = new GoldScorer();
        var step = 0;
        foreach (var plan in plans)
        {
            var random = new SeededRandom(context.SeedOf(plan.File));
            var prompts = SupportConversationGenerator.GeneratePrompts(random.NextUInt64(), plan.Count, plan.Topics, plan.Split);
            var sides = new List<Answer[]>();
            for (var side = 0; side < 2; side++)
            {
                // Each side is written by either model; both answer in batches of their own.
                var bySft = prompts.Select(_ => random.Chance(options.SftShare)).ToArray();
                var answers = new Answer[prompts.Count];
                foreach (var (bot, wanted) in new[] { (sft, true), (pretrained, false) })
                {
                    int[] rows = [.. Enumerable.Range(0, prompts.Count).Where(row => bySft[row] == wanted)];
                    var done = 0;
                    foreach (var batch in bot.Answer([.. rows.Select(row => prompts[row].Message)], new UniformSource(random.NextUInt64())))
                    {
                        foreach (var answer in batch)
                        {
                            answers[rows[done++]] = answer;
                        }

                        step = Math.Min(step + 1, steps);
                        yield return new ExperimentEvent.StageStepped(
                            QuickExperiment.Stages.Pairs, step, [], batch.Sum(answer => answer.Completion.ResponseIds.Count));
                        context.Stop.ThrowIfCancellationRequested();
                    }
                }

                sides.Add(answers);
            }

            ReplyPair.Write(context.Folder.Path(plan.File), Judge(prompts, sides[0], sides[1], options.OffTopicShare, panel, gold, random));
        }

        var kept = ReplyPair.Read(context.Folder.Path(TrainFile)).Count;
        yield return new ExperimentEvent.StageFinished(QuickExperiment.Stages.Pairs, $"{kept} pairs judged by {panel.Raters.Length} raters");
    }

    private static IEnumerable<ReplyPair> Judge(
        IReadOnlyList<Prompt> prompts, Answer[] first, Answer[] second, double offTopicShare, RaterPanel panel, GoldScorer gold, SeededRandom random)
    {
        var swapped = OffTopicReplies.Swap(
            [.. prompts.Select(prompt => prompt.Topic)], [.. Enumerable.Range(0, second.Length).Select(row => $"{row}")], offTopicShare, random);
        for (var row = 0; row < prompts.Count; row++)
        {
            var (a, b) = (first[row].Completion, second[int.Parse(swapped[row], System.Globalization.CultureInfo.InvariantCulture)].Completion);
            var rater = random.Pick(panel.Raters);
            if (a.Response == b.Response)
            {
                continue;
            }

            var message = prompts[row].Message;
            var (chosen, rejected) = panel.PrefersFirst(rater, message, a.Response, b.Response, a.Ended, b.Ended) ? (a, b) : (b, a);
            yield return new ReplyPair(
                prompts[row].Topic, message, chosen.Response, chosen.Ended, rejected.Response, rejected.Ended, rater.Id,
                gold.Score(message, chosen.Response, chosen.Ended).Value - gold.Score(message, rejected.Response, rejected.Ended).Value);
        }
    }

    private static int Batches(int count) => (count + Chatbot.BatchSize - 1) / Chatbot.BatchSize + 1;
}
