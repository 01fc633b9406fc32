using Workbench.Data;
using Workbench.Data.SupportConversations;
using Workbench.Evaluation.Statistics;
using Workbench.Generation;
using Workbench.Models;
using Workbench.Rewards;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>Step 2b: a copy of the pre-trained model with a scalar head learns which reply raters prefer.</summary>
internal static class RewardStage
{
    /// <summary>What the fresh pairs showed.</summary>
    public const string ResultsFile = "reward-model.json";

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, RewardStageOptions options, PairStageOptions pairs, Chatbot trunk, Chatbot sft)
    {
        using var ownTrunk = trunk;
        using var ownSft = sft;
        var seed = context.SeedOf(QuickExperiment.Stages.Reward);
        using var head = ScalarHead.For(trunk.Model, seed);
        var examples = Examples(trunk, ReplyPair.Read(context.Folder.Path(PairStage.TrainFile)));
        using var trainer = new RewardModelTrainer(trunk.Model, head, examples, options.Training, trunk.Tokenizer.PadId, seed);
        var stage = new TrainingStage<RewardModelStep>
        {
            Name = QuickExperiment.Stages.Reward,
            Title = "Reward model",
            Steps = trainer.TotalSteps,
            CheckpointEvery = options.CheckpointEvery,
            Run = trainer.Run,
            State = trainer.State,
            Restore = trainer.Restore,
            SaveModel = folder => trunk.Save(folder, head),
            LoadModel = folder => ModelWeights.LoadInto(trunk.Model, folder, head),
            Watch = step => ([new("loss", step.Loss), new("accuracy", step.Accuracy)], 0),
        };
        foreach (var happening in stage.Execute(context))
        {
            yield return happening;
        }

        var seen = Evaluate(trainer, trunk, context.Folder.Path(PairStage.SeenFile));
        var heldOut = Evaluate(trainer, trunk, context.Folder.Path(PairStage.HeldOutFile));
        var results = new RewardModelResults(seen.Raters.Accuracy, seen.Gold, heldOut.Raters.Accuracy, heldOut.Gold, pairs.HeldOut, seen.Raters.Calibration);
        Rescale(context, options, trunk, sft, head);
        context.Folder.WriteFolder($"models/{stage.Name}", folder => trunk.Save(folder, head));
        context.Folder.WriteJson(ResultsFile, results);
        yield return new ExperimentEvent.StageFinished(
            stage.Name,
            FormattableString.Invariant($"accuracy on fresh pairs {results.SeenRaters:0.0%} (raters), {results.SeenGold:0.0%} (gold); held-out topics {results.HeldOutGold:0.0%} (gold)"));
    }

    private static IReadOnlyList<RatedResponses> Examples(Chatbot bot, IReadOnlyList<ReplyPair> pairs) =>
        [.. pairs.Select(pair => RatedResponses.Pair(
            bot.Layout.Prompt(pair.Message),
            Tokens(bot, pair.Chosen, pair.ChosenEnded),
            Tokens(bot, pair.Rejected, pair.RejectedEnded)))];

    private static (RewardModelEvaluation Raters, double Gold) Evaluate(RewardModelTrainer trainer, Chatbot bot, string file)
    {
        var pairs = ReplyPair.Read(file);
        var untied = pairs.Where(pair => pair.GoldMargin != 0).Select(pair => pair.GoldMargin > 0
            ? pair
            : pair with
            {
                Chosen = pair.Rejected, ChosenEnded = pair.RejectedEnded, Rejected = pair.Chosen, RejectedEnded = pair.ChosenEnded,
            }).ToArray();
        return (trainer.Evaluate(Examples(bot, pairs)), trainer.Evaluate(Examples(bot, untied)).Accuracy);
    }

    // The replies of the fine-tuned model get mean 0 and standard deviation 1: only on a known scale does a KL coefficient mean something.
    private static void Rescale(RunContext context, RewardStageOptions options, Chatbot trunk, Chatbot sft, ScalarHead head)
    {
        var random = new SeededRandom(context.SeedOf("reward scale"));
        var prompts = SupportConversationGenerator.GeneratePrompts(random.NextUInt64(), options.ScaleSamples, TopicSet.Seen, DataSplit.Train);
        var completions = sft.Answer([.. prompts.Select(prompt => prompt.Message)], new UniformSource(random.NextUInt64()))
            .SelectMany(batch => batch)
            .Select(answer => answer.Completion)
            .ToArray();
        var scores = new LearnedReward("learned reward", trunk.Model, head, trunk.Tokenizer.PadId).Score(completions);
        head.Normalise(Descriptive.Mean(scores), Descriptive.StandardDeviation(scores));
    }

    // A reply that was cut off at the length limit has no end token: the reward model must see that it has none.
    private static IReadOnlyList<int> Tokens(Chatbot bot, string reply, bool ended)
    {
        var ids = bot.Layout.Reply(reply, limited: false);
        return ended || ids.Count == 1 ? ids : [.. ids.SkipLast(1)];
    }
}
