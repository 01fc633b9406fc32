using Workbench.Data;
using Workbench.Data.SupportConversations;
using Workbench.Models;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>Step 3: PPO from the fine-tuned model, which also stays as the frozen reference.</summary>
internal static class PpoStage
{
    /// <summary>Messages of the bundled corpus on seen topics.</summary>
    public static IReadOnlyList<string> Bundled(RunContext context, int prompts) =>
        [.. SupportConversationGenerator
            .GeneratePrompts(context.SeedOf("ppo prompts"), prompts, TopicSet.Seen, DataSplit.Train)
            .Select(prompt => prompt.Message)];

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, string name, string title, PpoStageOptions options, Chatbot policy, LearnedRewardModel reward, IReadOnlyList<string> messages)
    {
        using var ownPolicy = policy;
        using var ownReward = reward;
        // Both arms see the same prompts with the same luck: they differ in the penalty only.
        var seed = context.SeedOf(QuickExperiment.Stages.Ppo);
        policy.Adapt(options.Lora, seed);
        using var reference = References.Of(policy.Model, options.Reference);
        var prompts = policy.Prompts(messages);
        var training = options.Training with
        {
            Generation = policy.Sampling,
            CheckStart = options.Training.CheckStart && options.Reference == ReferenceChoice.Start,
        };
        using var valueHead = ValueHead.For(policy.Model);
        using var trainer = new PpoTrainer(
            policy.Model, valueHead, reference, reward.Reward, policy.Tokenizer, prompts, training, seed);
        var stage = new TrainingStage<PpoStep>
        {
            Name = name,
            Title = title + policy.TrainedShare,
            Steps = training.Iterations,
            CheckpointEvery = options.CheckpointEvery,
            Run = trainer.Run,
            State = trainer.State,
            Restore = trainer.Restore,
            SaveModel = folder => policy.Save(folder),
            LoadModel = folder => ModelWeights.LoadInto(policy.Model, folder),
            Broken = step => step.SkippedUpdates == step.Updates.Count,
            Watch = step => (
                [new("reward", step.Score), new("KL", step.SampledKl), new("loss", step.Loss)],
                step.Samples.Sum(sample => (long)sample.Tokens)),
            Measure = step => PolicySamples.Gold(step.Samples),
            Samples = (done, step) => PolicySamples.Of(name, done, training.Iterations, options.SampledIterations, step.Samples),
        };
        ExperimentEvent.StageStepped? last = null;
        foreach (var happening in stage.Execute(context))
        {
            last = happening as ExperimentEvent.StageStepped ?? last;
            yield return happening;
        }

        context.Folder.WriteFolder($"models/{name}", folder => policy.Save(folder));
        yield return new ExperimentEvent.StageFinished(name, last is null
            ? "done"
            : FormattableString.Invariant($"reward {last.Figures[0].Value:0.00}, KL {last.Figures[1].Value:0.0} nats"));
    }
}
