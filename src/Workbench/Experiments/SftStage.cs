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

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, SftStageOptions options, Chatbot bot, IReadOnlyList<Conversation> demonstrations)
    {
        using var owned = bot;
        var seed = context.SeedOf(QuickExperiment.Stages.Sft);
        bot.Adapt(options.Lora, seed);
        var examples = demonstrations
            .Select(conversation => new TokenExample(bot.Layout.Prompt(conversation.Message), bot.Layout.Reply(conversation.Reply)))
            .ToArray();
        using var trainer = new SftTrainer(bot.Model, examples, options.Training, bot.Tokenizer.PadId, seed);
        var stage = new TrainingStage<SftStep>
        {
            Name = QuickExperiment.Stages.Sft,
            Title = "Supervised fine-tuning" + bot.TrainedShare,
            Steps = trainer.TotalSteps,
            CheckpointEvery = options.CheckpointEvery,
            Run = trainer.Run,
            State = trainer.State,
            Restore = trainer.Restore,
            SaveModel = folder => bot.Save(folder),
            LoadModel = folder => ModelWeights.LoadInto(bot.Model, folder),
            Broken = step => step.Skipped,
            Watch = step => ([new("loss", step.Loss)], step.Tokens),
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

        context.Folder.WriteFolder($"models/{stage.Name}", folder => bot.Save(folder));
        yield return new ExperimentEvent.StageFinished(stage.Name, FormattableString.Invariant($"loss {lastLoss:0.000} nats a token"));
    }
}
