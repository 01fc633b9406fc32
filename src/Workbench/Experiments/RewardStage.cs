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

    /// <summary>Trains and measures a reward model.</summary>
    /// <param name="context">The run.</param>
    /// <param name="options">The stage's options.</param>
    /// <param name="trunk">The model that gets the scalar head.</param>
    /// <param name="pairs">What to train on, and what to measure on.</param>
    /// <param name="scale">Replies that shall have mean 0 and standard deviation 1.</param>
    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, RewardStageOptions options, Chatbot trunk, RewardPairs pairs, IReadOnlyList<Completion> scale)
    {
        using var ownTrunk = trunk;
        var seed = context.SeedOf(QuickExperiment.Stages.Reward);
        trunk.Adapt(options.Lora, seed);
        using var head = ScalarHead.For(trunk.Model, seed);
        var examples = Examples(trunk, pairs.Train);
        using var trainer = new RewardModelTrainer(trunk.Model, head, examples, options.Training, trunk.Tokenizer.PadId, seed);
        var stage = new TrainingStage<RewardModelStep>
        {
            Name = QuickExperiment.Stages.Reward,
            Title = "Reward model" + trunk.TrainedShare,
            Steps = trainer.TotalSteps,
            CheckpointEvery = options.CheckpointEvery,
            Trainer = trainer,
            SaveModel = folder => trunk.Save(folder, head),
            LoadModel = folder => ModelWeights.LoadInto(trunk.Model, folder, head),
            Broken = step => step.Skipped,
            Watch = step => ([new("loss", step.Loss), new("accuracy", step.Accuracy)], 0),
        };
        foreach (var happening in stage.Execute(context))
        {
            yield return happening;
        }

        var results = new RewardModelResults(Agreement(trainer, trunk, pairs.Seen), Agreement(trainer, trunk, pairs.HeldOut));
        // Only on a known scale does a KL coefficient mean something.
        var scores = new LearnedReward(ReplyMetric.LearnedReward, trunk.Model, head, trunk.Tokenizer.PadId).Score(scale);
        head.Normalise(Descriptive.Mean(scores), Descriptive.StandardDeviation(scores));
        head.FoldInto(trunk.Model);
        context.Folder.WriteFolder($"models/{stage.Name}", folder => trunk.Save(folder, head));
        context.Folder.WriteJson(ResultsFile, results);
        yield return new ExperimentEvent.StageFinished(
            stage.Name,
            results.Seen is { } seen
                ? FormattableString.Invariant($"right on {seen.Raters:0.0 %} of fresh pairs by the raters, {seen.Gold:0.0 %} by the gold score")
                : "trained; no fresh pairs to measure it on");
    }

    private static IReadOnlyList<RatedResponses> Examples(Chatbot bot, IReadOnlyList<ReplyPair> pairs) =>
        [.. pairs.Select(pair => RatedResponses.Pair(
            bot.Layout.Prompt(pair.Message),
            Tokens(bot, pair.Chosen, pair.ChosenEnded),
            Tokens(bot, pair.Rejected, pair.RejectedEnded)))];

    private static RewardAgreementOnPairs? Agreement(RewardModelTrainer trainer, Chatbot bot, IReadOnlyList<ReplyPair> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        var raters = trainer.Evaluate(Examples(bot, pairs));
        var untied = pairs.Where(pair => pair.GoldMargin != 0).Select(pair => pair.GoldMargin > 0 ? pair : pair.Swapped()).ToArray();
        var gold = untied.Length == 0 ? double.NaN : trainer.Evaluate(Examples(bot, untied)).Accuracy;
        return new RewardAgreementOnPairs(pairs.Count, raters.Accuracy, gold, raters.Calibration);
    }

    /// <summary>Replies of a model to messages of the bundled corpus, to set the scale by.</summary>
    public static IReadOnlyList<Completion> Bundled(RunContext context, RewardStageOptions options, Chatbot bot)
    {
        using var owned = bot;
        var random = new SeededRandom(context.SeedOf("reward scale"));
        var prompts = SupportConversationGenerator.GeneratePrompts(random.NextUInt64(), options.ScaleSamples, TopicSet.Seen, DataSplit.Train);
        return [.. bot.Answer([.. prompts.Select(prompt => prompt.Message)], new UniformSource(random.NextUInt64()))
            .SelectMany(batch => batch)
            .Select(answer => answer.Completion)];
    }

    // A reply that was cut off at the length limit has no end token: the reward model must see that it has none.
    private static IReadOnlyList<int> Tokens(Chatbot bot, string reply, bool ended)
    {
        var ids = bot.Layout.Reply(reply, limited: false);
        return ended || ids.Count == 1 ? ids : [.. ids.SkipLast(1)];
    }
}

/// <summary>The comparisons that a reward model is trained and measured on.</summary>
/// <param name="Train">To train on.</param>
/// <param name="Seen">Fresh ones on topics that were trained on.</param>
/// <param name="HeldOut">Fresh ones on other topics.</param>
internal sealed record RewardPairs(IReadOnlyList<ReplyPair> Train, IReadOnlyList<ReplyPair> Seen, IReadOnlyList<ReplyPair> HeldOut)
{
    /// <summary>What the pair stage left in the run folder.</summary>
    public static RewardPairs Read(RunFolder run) => new(
        ReplyPair.Read(run.Path(PairStage.TrainFile)),
        ReplyPair.Read(run.Path(PairStage.SeenFile)),
        ReplyPair.Read(run.Path(PairStage.HeldOutFile)));
}
