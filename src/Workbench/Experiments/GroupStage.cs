using Workbench.Models;
using Workbench.Models.Lora;
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

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, GroupStageOptions options, PolicyInputs inputs)
    {
        using var owned = inputs;
        var (policy, reward) = (inputs.Policy, inputs.Reward);
        var (name, seed) = (Name(options.Training.Algorithm), context.SeedOf("groups"));
        policy.Adapt(options.Lora, seed);
        using var reference = PolicyReference.Of(policy.Model, inputs.PolicyFolder, options.Reference, options.ReferenceModel);
        var training = options.Training with
        {
            Generation = policy.Limited(options.Training.Generation),
            CheckStart = options.Training.CheckStart && options is { Reference: ReferenceChoice.Start, ReferenceModel: null },
        };
        using var trainer = new GroupTrainer(
            policy.Model, reference, reward, policy.Tokenizer, policy.Prompts(inputs.Messages), training, seed);
        var evaluation = new PolicyEvaluation(
            policy, reference, reward, inputs.EvaluationMessages, training.KlCoefficient, context.SeedOf("evaluation luck"));
        var stage = new TrainingStage<GroupStep>
        {
            Name = name,
            Title = name.ToUpperInvariant() + policy.TrainedShare,
            Steps = training.Iterations,
            CheckpointEvery = options.CheckpointEvery,
            Run = trainer.Run,
            Memory = trainer.Memory,
            State = trainer.State,
            Restore = trainer.Restore,
            SaveModel = folder => policy.Save(folder),
            LoadModel = folder => ModelWeights.LoadInto(policy.Model, folder),
            Broken = step => step.Updates.Count > 0 && step.SkippedUpdates == step.Updates.Count,
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
        yield return new ExperimentEvent.StageFinished(name, PolicySamples.Outcome(last, best));
    }
}

/// <summary>Training on groups of responses: GRPO, RLOO or online DPO.</summary>
public sealed record GroupStageOptions
{
    /// <summary>How many different prompts are generated.</summary>
    public int Prompts { get; init; } = 2000;

    /// <summary>A checkpoint is written each time this many iterations are done.</summary>
    public int CheckpointEvery { get; init; } = 20;

    /// <summary>Samples of this many iterations, spread over the run, go to samples.jsonl.</summary>
    public int SampledIterations { get; init; } = 6;

    /// <summary>An adapter that is trained instead of the whole model; null trains the model, or the adapter that it runs under.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>What a policy under an adapter is held to.</summary>
    public ReferenceChoice Reference { get; init; }

    /// <summary>
    /// A model or adapter that the policy is held to instead: a folder, or the name of a second adapter inside the policy's folder. Null takes
    /// what <see cref="Reference"/> says.
    /// </summary>
    public string? ReferenceModel { get; init; }

    /// <summary>
    /// Iterations between two measurements on held-out prompts; the model with the highest mean of reward - beta KL there is the one that is saved
    /// at the end. Null never measures and saves the last.
    /// </summary>
    public int? EvaluateEvery { get; init; }

    /// <summary>How many held-out prompts measure the policy.</summary>
    public int EvaluationPrompts { get; init; } = 64;

    /// <summary>The trainer's options; the length limit and the special tokens are filled in from the layout.</summary>
    public GroupOptions Training { get; init; } = new()
    {
        Generation = new() { MaxNewTokens = 48, EndIds = [], PadId = 0 },
        Optimizer = new() { LearningRate = 5e-5, WarmUpSteps = 40, Schedule = Schedule.Linear },
    };

    /// <summary>The defaults of an algorithm. beta was chosen on validation prompts, for rewards whose standard deviation is 1.</summary>
    internal static GroupStageOptions Of(GroupAlgorithm algorithm)
    {
        var options = new GroupStageOptions();
        return options with
        {
            Training = options.Training with { Algorithm = algorithm, KlCoefficient = algorithm == GroupAlgorithm.OnlineDpo ? 2 : 0.3 },
        };
    }

    internal void Validate()
    {
        OptionCheck.AtLeastOne("group.prompts", Prompts);
        OptionCheck.AtLeastOne("group.checkpointEvery", CheckpointEvery);
        OptionCheck.Require(SampledIterations >= 0, "group.sampledIterations", SampledIterations, "at least 0");
        OptionCheck.AtLeastOne("group.evaluateEvery", EvaluateEvery);
        OptionCheck.AtLeastOne("group.evaluationPrompts", EvaluationPrompts);
        Lora?.Validate("group.lora");
        Training.Validate("group.training");
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
