using Workbench.Data;
using Workbench.Data.SupportConversations;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>Step 1: the pre-trained model learns from demonstrations.</summary>
internal static class SftStage
{
    /// <summary>Demonstrations of the bundled corpus: seen topics, mostly supportive and neutral.</summary>
    public static IReadOnlyList<Conversation> Bundled(RunContext context, SftStageOptions options) =>
        SupportConversationGenerator.Generate(
            context.SeedOf("demonstrations"), options.Examples, SupportConversationOptions.Demonstrations);

    /// <summary>Further demonstrations that measure the model: a fifth as many as are trained on.</summary>
    public static IReadOnlyList<Conversation> BundledEvaluation(RunContext context, SftStageOptions options) =>
        SupportConversationGenerator.Generate(
            context.SeedOf("held-out demonstrations"), Math.Max(1, options.Examples / 5),
            SupportConversationOptions.Demonstrations with { Split = DataSplit.Validation });

    /// <summary>Trains.</summary>
    /// <param name="context">The run.</param>
    /// <param name="options">The stage's options.</param>
    /// <param name="bot">The model.</param>
    /// <param name="demonstrations">What to learn from.</param>
    /// <param name="heldOut">What measures the model on the way; needed where the options ask for it.</param>
    /// <param name="note">Words behind the title.</param>
    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, SftStageOptions options, Chatbot bot, IReadOnlyList<Conversation> demonstrations,
        IReadOnlyList<Conversation> heldOut, string note = "")
    {
        using var owned = bot;
        var seed = context.SeedOf(QuickExperiment.Stages.Sft);
        bot.Adapt(options.Lora, seed);
        TokenExample[] Examples(IEnumerable<Conversation> some) =>
            [.. some.Select(conversation => new TokenExample(bot.Layout.Prompt(conversation.Message), bot.Layout.Reply(conversation.Reply)))];
        using var trainer = new SftTrainer(
            bot.Model, Examples(demonstrations), options.Training, bot.Tokenizer.PadId, seed, Examples(heldOut));
        double? perplexity = null;
        var stage = new TrainingStage<SftStep>
        {
            Name = QuickExperiment.Stages.Sft,
            Title = "Supervised fine-tuning" + bot.TrainedShare + note,
            Steps = trainer.TotalSteps,
            CheckpointEvery = options.CheckpointEvery,
            Trainer = trainer,
            SaveModel = folder => bot.Save(folder),
            LoadModel = folder => ModelWeights.LoadInto(bot.Model, folder),
            Broken = step => step.Skipped,
            Watch = step =>
            {
                perplexity = step.Evaluation?.Perplexity ?? perplexity;
                return ([new("loss", step.Loss), .. perplexity is { } held ? new[] { new Figure("held-out perplexity", held) } : []], step.Tokens);
            },
        };
        var lastLoss = double.NaN;
        foreach (var happening in stage.Execute(context))
        {
            if (happening is ExperimentEvent.StageStepped stepped)
            {
                lastLoss = stepped.Figures[0].Value;
            }

            yield return happening;
        }

        trainer.LoadBest();
        context.Folder.WriteFolder($"models/{stage.Name}", folder => bot.Save(folder));
        yield return new ExperimentEvent.StageFinished(stage.Name, trainer.Best is { } best
            ? FormattableString.Invariant($"held-out perplexity {Math.Exp(best.Loss):0.000}, best after step {best.Step} of {trainer.TotalSteps}")
            : FormattableString.Invariant($"loss {lastLoss:0.000} nats a token"));
    }
}
