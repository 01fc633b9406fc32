using Workbench.Models;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>Runs a trainer of a policy by rewards as a stage, whatever its algorithm: what is watched, measured and kept, and how it ends.</summary>
/// <typeparam name="TStep">The trainer's step record.</typeparam>
/// <param name="context">The run.</param>
/// <param name="name">The stage's name, which is also that of the model's folder.</param>
/// <param name="options">The stage's options.</param>
/// <param name="inputs">What it begins with.</param>
/// <param name="reference">What the policy is held to.</param>
/// <param name="iterations">How many steps the trainer takes.</param>
/// <param name="klCoefficient">beta at the start of the training.</param>
internal sealed class PolicyStage<TStep>(
    RunContext context, string name, PolicyStageOptions options, PolicyInputs inputs, ILanguageModel reference, int iterations, double klCoefficient)
    where TStep : IPolicyStep
{
    /// <summary>What the stage does, for a person.</summary>
    public required string Title { get; init; }

    /// <summary>What takes the steps.</summary>
    public required ITrainer<TStep> Trainer { get; init; }

    /// <summary>Settings that are known to harm, in words.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Whether a step changed nothing, because every loss or gradient of it was not finite.</summary>
    public required Func<TStep, bool> Broken { get; init; }

    /// <summary>What estimates the values; null where nothing does.</summary>
    public Critic? Critic { get; init; }

    /// <summary>Runs the stage to its end and writes the model.</summary>
    public IEnumerable<ExperimentEvent> Execute()
    {
        var stage = Stage();
        ExperimentEvent.StageStepped? last = null;
        foreach (var happening in stage.Execute(context))
        {
            last = happening as ExperimentEvent.StageStepped ?? last;
            yield return happening;
        }

        var best = stage.LoadBest(context.Folder);
        context.Folder.WriteFolder($"models/{name}", folder => inputs.Policy.Save(folder, valueHead: Critic?.OnPolicy));
        if (Critic?.Model is not null)
        {
            context.Folder.WriteFolder($"models/{name}-critic", Critic.Save);
        }

        yield return new ExperimentEvent.StageFinished(name, PolicySamples.Outcome(last, best));
    }

    private TrainingStage<TStep> Stage()
    {
        var evaluation = new PolicyEvaluation(
            inputs.Policy, reference, inputs.Reward, inputs.EvaluationMessages, klCoefficient, context.SeedOf("evaluation luck"));
        return new TrainingStage<TStep>
        {
            Name = name,
            Title = Title + inputs.Policy.TrainedShare,
            Steps = iterations,
            CheckpointEvery = options.CheckpointEvery,
            Trainer = Trainer,
            SaveModel = folder =>
            {
                inputs.Policy.Save(folder, valueHead: Critic?.OnPolicy);
                Critic?.SaveInside(folder);
            },
            LoadModel = folder =>
            {
                ModelWeights.LoadInto(inputs.Policy.Model, folder, Critic?.OnPolicy);
                Critic?.LoadInside(folder);
            },
            Broken = Broken,
            Warnings = Warnings,
            Alarms = step => step.Alarms,
            Watch = step => (
                [new("reward", step.Score), new("KL", step.SampledKl), new("loss", step.Loss)],
                step.Samples.Sum(sample => (long)sample.Tokens)),
            Measure = step => [.. inputs.IsBundled ? PolicySamples.Gold(step.Samples) : [], .. inputs.Reward.Means],
            EvaluateEvery = options.EvaluateEvery,
            Evaluate = evaluation.Measure,
            EvaluationMemory = evaluation.Memory,
            Samples = (done, step) => PolicySamples.Of(name, done, iterations, options.SampledIterations, step.Samples, inputs.Reward.ScoreName),
        };
    }
}
