using Workbench.Data;
using Workbench.Data.SupportConversations;
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
        var policy = inputs.Policy;
        // Both arms see the same prompts with the same luck: they differ in the penalty only.
        var seed = context.SeedOf(QuickExperiment.Stages.Ppo);
        policy.Adapt(options.Lora, seed);
        using var reference = PolicyReference.Of(policy.Model, inputs.PolicyFolder, options.Reference, options.ReferenceModel);
        var training = options.Training with
        {
            Generation = policy.Limited(options.Training.Generation), CheckStart = options.Training.CheckStart && options.StartsAtReference,
        };
        using var critic = Critic.Of(options, inputs);
        using var trainer = new PpoTrainer(
            policy.Model, critic.Head, reference, inputs.Reward, policy.Tokenizer, policy.Prompts(inputs.Messages), training, seed, critic.Model);
        var stage = new PolicyStage<PpoStep>(context, name, options, inputs, reference, training.Iterations, training.Kl.Coefficient)
        {
            Title = title,
            Trainer = trainer,
            Warnings = trainer.Warnings,
            Broken = step => step.SkippedUpdates > 0 && step.SkippedUpdates == step.Updates.Count(update => !update.IsDiscarded),
            Critic = critic,
        };
        foreach (var happening in stage.Execute())
        {
            yield return happening;
        }
    }
}
