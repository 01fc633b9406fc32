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

    /// <summary>Messages of the bundled corpus on seen topics that nothing trains on.</summary>
    public static IReadOnlyList<string> BundledEvaluation(RunContext context, int prompts) =>
        [.. SupportConversationGenerator
            .GeneratePrompts(context.SeedOf("evaluation prompts"), prompts, TopicSet.Seen, DataSplit.Validation)
            .Select(prompt => prompt.Message)];

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, string name, string title, PpoStageOptions options, PolicyInputs inputs)
    {
        using var owned = inputs;
        var (policy, reward) = (inputs.Policy, inputs.Reward);
        // Both arms see the same prompts with the same luck: they differ in the penalty only.
        var seed = context.SeedOf(QuickExperiment.Stages.Ppo);
        policy.Adapt(options.Lora, seed);
        using var reference = PolicyReference.Of(policy.Model, inputs.PolicyFolder, options.Reference, options.ReferenceModel);
        var prompts = policy.Prompts(inputs.Messages);
        var training = options.Training with
        {
            Generation = policy.Limited(options.Training.Generation),
            CheckStart = options.Training.CheckStart && options is { Reference: ReferenceChoice.Start, ReferenceModel: null },
        };
        using var critic = Critic.Of(options.Critic, policy, inputs.RewardFolder);
        using var trainer = new PpoTrainer(
            policy.Model, critic.Head, reference, reward, policy.Tokenizer, prompts, training, seed, critic.Model);
        var evaluation = new PolicyEvaluation(
            policy, reference, reward, inputs.EvaluationMessages, training.Kl.Coefficient, context.SeedOf("evaluation luck"));
        var stage = new TrainingStage<PpoStep>
        {
            Name = name,
            Title = title + policy.TrainedShare,
            Steps = training.Iterations,
            CheckpointEvery = options.CheckpointEvery,
            Run = trainer.Run,
            Memory = trainer.Memory,
            State = trainer.State,
            Restore = trainer.Restore,
            SaveModel = folder =>
            {
                policy.Save(folder);
                critic.Save(folder);
            },
            LoadModel = folder =>
            {
                ModelWeights.LoadInto(policy.Model, folder);
                critic.Load(folder);
            },
            Broken = step => step.SkippedUpdates == step.Updates.Count,
            Watch = step => (
                [new("reward", step.Score), new("KL", step.SampledKl), new("loss", step.Loss)],
                step.Samples.Sum(sample => (long)sample.Tokens)),
            Measure = step => [.. inputs.IsBundled ? PolicySamples.Gold(step.Samples) : [], .. reward.Means],
            EvaluateEvery = options.EvaluateEvery,
            Evaluate = evaluation.Measure,
            Samples = (done, step) => PolicySamples.Of(name, done, training.Iterations, options.SampledIterations, step.Samples),
        };
        ExperimentEvent.StageStepped? last = null;
        foreach (var happening in stage.Execute(context))
        {
            last = happening as ExperimentEvent.StageStepped ?? last;
            yield return happening;
        }

        var best = stage.LoadBest(context.Folder);
        context.Folder.WriteFolder($"models/{name}", folder => policy.Save(folder));
        if (critic.Model is not null)
        {
            context.Folder.WriteFolder($"models/{name}-critic", folder => LanguageModels.Save(critic.Model, folder));
        }

        yield return new ExperimentEvent.StageFinished(name, PolicySamples.Outcome(last, best));
    }
}
