using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>GRPO, RLOO or online DPO from the fine-tuned model, which also stays as the frozen reference: what PPO does, without a value model.</summary>
internal static class GroupStage
{
    /// <summary>The stage's name, which is also that of its command and of the model's folder.</summary>
    public static string Name(GroupAlgorithm algorithm) => algorithm switch
    {
        GroupAlgorithm.Rloo => "rloo",
        GroupAlgorithm.OnlineDpo => "online-dpo",
        _ => "grpo",
    };

    public static IEnumerable<ExperimentEvent> Run(RunContext context, GroupStageOptions options, PolicyInputs inputs)
    {
        using var owned = inputs;
        var policy = inputs.Policy;
        var (name, seed) = (Name(options.Training.Algorithm), context.SeedOf("groups"));
        policy.Adapt(options.Lora, seed);
        using var reference = PolicyReference.Of(policy.Model, inputs.PolicyFolder, options.Reference, options.ReferenceModel);
        var training = options.Training with
        {
            Generation = policy.Limited(options.Training.Generation), CheckStart = options.Training.CheckStart && options.StartsAtReference,
        };
        using var trainer = new GroupTrainer(
            policy.Model, reference, inputs.Reward, policy.Tokenizer, policy.Prompts(inputs.Messages), training, seed);
        var stage = new PolicyStage<GroupStep>(context, name, options, inputs, reference, training.Iterations, training.KlCoefficient)
        {
            Title = name.ToUpperInvariant(),
            Trainer = trainer,
            Warnings = trainer.Warnings,
            Broken = step => step.Updates.Count > 0 && step.SkippedUpdates == step.Updates.Count,
        };
        foreach (var happening in stage.Execute())
        {
            yield return happening;
        }
    }
}

/// <summary>GRPO, RLOO or online DPO alone.</summary>
public sealed record GroupConfig : PolicyConfig
{
    /// <summary>The stage's options.</summary>
    public GroupStageOptions Group { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Group.Validate();
    }

    internal override StageConfig Resolve()
    {
        var resolved = (GroupConfig)base.Resolve();
        return resolved with { Group = Group with { ReferenceModel = PolicyReference.Resolve(resolved.Model, Group.ReferenceModel) } };
    }
}
