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
        RunContext context, GroupStageOptions options, Chatbot policy, LearnedRewardModel reward, IReadOnlyList<string> messages)
    {
        using var ownPolicy = policy;
        using var ownReward = reward;
        var (name, seed) = (Name(options.Training.Algorithm), context.SeedOf("groups"));
        policy.Adapt(options.Lora, seed);
        using var reference = References.Of(policy.Model);
        var training = options.Training with { Generation = policy.Sampling };
        using var trainer = new GroupTrainer(
            policy.Model, reference, reward.Reward, policy.Tokenizer, policy.Prompts(messages), training, seed);
        var stage = new TrainingStage<GroupStep>
        {
            Name = name,
            Title = name.ToUpperInvariant() + policy.TrainedShare,
            Steps = training.Iterations,
            CheckpointEvery = options.CheckpointEvery,
            Run = trainer.Run,
            State = trainer.State,
            Restore = trainer.Restore,
            SaveModel = folder => policy.Save(folder),
            LoadModel = folder => ModelWeights.LoadInto(policy.Model, folder),
            Broken = step => step.Updates.Count > 0 && step.SkippedUpdates == step.Updates.Count,
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

    /// <summary>The trainer's options; the length limit and the special tokens are filled in from the layout.</summary>
    public GroupOptions Training { get; init; } = new()
    {
        Generation = new() { MaxNewTokens = 48, EndIds = [], PadId = 0 },
        Optimizer = new() { LearningRate = 5e-5, WarmUpSteps = 40, Schedule = Schedule.Linear },
    };

    internal void Validate()
    {
        OptionCheck.AtLeastOne("group.prompts", Prompts);
        OptionCheck.AtLeastOne("group.checkpointEvery", CheckpointEvery);
        OptionCheck.Require(SampledIterations >= 0, "group.sampledIterations", SampledIterations, "at least 0");
        Lora?.Validate("group.lora");
        Training.Validate();
    }
}

/// <summary>GRPO, RLOO or online DPO alone.</summary>
public sealed record GroupConfig : StageConfig
{
    /// <summary>The folder of the reward model.</summary>
    public string? RewardModel { get; init; }

    /// <summary>A JSON Lines file of prompts; null generates them.</summary>
    public string? Data { get; init; }

    /// <summary>The stage's options.</summary>
    public GroupStageOptions Group { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Model, "--model", "the folder of a fine-tuned model, such as runs/NAME/models/sft");
        Require(RewardModel, "--reward", "the folder of a reward model, such as runs/NAME/models/reward");
        Group.Validate();
    }
}
