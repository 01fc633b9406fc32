using Workbench.Models;
using Workbench.Models.Lora;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>Direct preference optimization from the fine-tuned model on the comparisons that a reward model would learn from.</summary>
internal static class DpoStage
{
    /// <summary>The stage's name, which is also that of the model's folder.</summary>
    public const string Name = "dpo";

    /// <summary>What the fresh comparisons showed.</summary>
    public const string ResultsFile = "dpo.json";

    public static IEnumerable<ExperimentEvent> Run(
        RunContext context, DpoStageOptions options, Chatbot policy, IReadOnlyList<RatedResponses> pairs, IReadOnlyList<RatedResponses> fresh)
    {
        using var ownPolicy = policy;
        var seed = context.SeedOf(Name);
        policy.Adapt(options.Lora, seed);
        using var reference = References.Of(policy.Model);
        using var trainer = new DpoTrainer(policy.Model, reference, pairs, options.Training, policy.Tokenizer.PadId, seed);
        var stage = new TrainingStage<DpoStep>
        {
            Name = Name,
            Title = "DPO" + policy.TrainedShare,
            Steps = trainer.TotalSteps,
            CheckpointEvery = options.CheckpointEvery,
            Trainer = trainer,
            SaveModel = folder => policy.Save(folder),
            LoadModel = folder => ModelWeights.LoadInto(policy.Model, folder),
            Broken = step => step.Skipped,
            Watch = step => ([new("loss", step.Loss), new("accuracy", step.Accuracy), new("margin", step.Margin)], 0),
        };
        foreach (var happening in stage.Execute(context))
        {
            yield return happening;
        }

        context.Folder.WriteFolder($"models/{Name}", folder => policy.Save(folder));
        if (fresh.Count == 0)
        {
            yield return new ExperimentEvent.StageFinished(Name, "trained; no fresh pairs to measure it on");
            yield break;
        }

        var evaluation = trainer.Evaluate(fresh);
        context.Folder.WriteJson(ResultsFile, evaluation);
        yield return new ExperimentEvent.StageFinished(Name, FormattableString.Invariant($"prefers as the raters in {evaluation.Accuracy:0.0 %} of fresh pairs"));
    }
}

/// <summary>Direct preference optimization on comparisons.</summary>
public sealed record DpoStageOptions
{
    /// <summary>A checkpoint is written each time this many steps are done.</summary>
    public int CheckpointEvery { get; init; } = 20;

    /// <summary>An adapter that is trained instead of the whole model; null trains the model, or the adapter that it runs under.</summary>
    public LoraOptions? Lora { get; init; }

    /// <summary>The trainer's options.</summary>
    public DpoOptions Training { get; init; } = new() { Beta = 0.3 };

    internal void Validate()
    {
        OptionCheck.AtLeastOne("dpo.checkpointEvery", CheckpointEvery);
        Lora?.Validate("dpo.lora");
        Training.Validate("dpo.training");
    }
}

/// <summary>Direct preference optimization alone.</summary>
public sealed record DpoConfig : StageConfig
{
    /// <summary>The stage's options.</summary>
    public DpoStageOptions Dpo { get; init; } = new();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Model, "--model", "the folder of a fine-tuned model, such as runs/NAME/models/sft");
        Dpo.Validate();
    }
}
