using System.Text.Json.Nodes;
using Workbench.Checkpoints;
using Workbench.Planning;
using Workbench.Training;

namespace Workbench.Experiments;

/// <summary>
/// Runs a trainer as a stage of an experiment: metrics line by line, a checkpoint every so many steps and when it is told to stop,
/// and a start from the last checkpoint where an earlier run left one.
/// </summary>
/// <typeparam name="TStep">The trainer's step record.</typeparam>
internal sealed record TrainingStage<TStep>
{
    // Single broken updates are left out and forgotten; this many steps in a row are a model that is lost.
    private const int Patience = 3;
    private const string LeftOut = "The loss or its gradient is not finite: the update was left out, weights and optimizer are as before. Lower the learning rate if it happens again.";

    /// <summary>The short name, as in metrics.jsonl.</summary>
    public required string Name { get; init; }

    /// <summary>What the stage does, for a person.</summary>
    public required string Title { get; init; }

    /// <summary>How many steps the trainer takes.</summary>
    public required int Steps { get; init; }

    /// <summary>A checkpoint is written each time this many steps are done.</summary>
    public required int CheckpointEvery { get; init; }

    /// <summary>What takes the steps.</summary>
    public required ITrainer<TStep> Trainer { get; init; }

    /// <summary>Writes the model that is trained into a folder.</summary>
    public required Action<string> SaveModel { get; init; }

    /// <summary>Reads the weights of such a folder into the model that is trained.</summary>
    public required Action<string> LoadModel { get; init; }

    /// <summary>Whether a step changed nothing, because every loss or gradient of it was not finite.</summary>
    public required Func<TStep, bool> Broken { get; init; }

    /// <summary>Settings that are known to harm, in words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Signs of a collapse that a step shows, in words; null looks for updates that were left out alone.</summary>
    public Func<TStep, IReadOnlyList<string>>? Alarms { get; init; }

    /// <summary>The figures worth watching, and the tokens of a step.</summary>
    public required Func<TStep, (IReadOnlyList<Figure> Figures, long Tokens)> Watch { get; init; }

    /// <summary>Figures for metrics.jsonl that the trainer itself must not know, such as the gold score.</summary>
    public Func<TStep, IReadOnlyList<Figure>>? Measure { get; init; }

    /// <summary>Samples of a step worth keeping.</summary>
    public Func<int, TStep, IEnumerable<RunSample>>? Samples { get; init; }

    /// <summary>Steps between two measurements of the model, the last step always among them; null never measures.</summary>
    public int? EvaluateEvery { get; init; }

    /// <summary>Measures the model as it is: the figure to choose by, higher is better, and figures for metrics.jsonl.</summary>
    public Func<(double Figure, IReadOnlyList<Figure> Figures)>? Evaluate { get; init; }

    /// <summary>What a measurement adds to the memory of the training; null where the trainer counts it itself.</summary>
    public Func<MemoryTarget, IReadOnlyList<IReadOnlyList<MemoryItem>>>? EvaluationMemory { get; init; }

    private string Checkpoints => $"checkpoints/{Name}";

    private string BestFolder => $"{Checkpoints}/best";

    /// <summary>Runs the stage to its end. The caller says that it is finished once it has written what came out.</summary>
    public IEnumerable<ExperimentEvent> Execute(RunContext context)
    {
        if (context.Planned is { } target)
        {
            var plan = Trainer.Memory(target);
            plan = EvaluateEvery is null || EvaluationMemory is null ? plan : plan.With("evaluation", EvaluationMemory(target));
            yield return new ExperimentEvent.MemoryPlanned(CheckpointEvery > Steps ? plan.WithoutCheckpoint() : plan);
            yield break;
        }

        var run = context.Folder;
        var done = Resume(run);
        var (broken, alarms) = (0, 0);
        double? held = null;
        yield return new ExperimentEvent.StageStarted(Name, Title, Steps, done);
        foreach (var warning in Warnings)
        {
            yield return new ExperimentEvent.Warned(Name, 0, warning);
        }

        foreach (var step in Trainer.Run())
        {
            done++;
            var evaluated = Evaluated(run, done);
            run.AppendMetrics(Name, done, step, [.. Measure?.Invoke(step) ?? [], .. evaluated]);
            if (Samples?.Invoke(done, step).ToArray() is { Length: > 0 } samples)
            {
                run.AppendSamples(samples);
            }

            var (figures, tokens) = Watch(step);
            held = evaluated.Count > 0 ? evaluated[0].Value : held;
            yield return new ExperimentEvent.StageStepped(Name, done, held is { } value ? [.. figures, new("held-out", value)] : figures, tokens);
            broken = Broken(step) ? broken + 1 : 0;
            var signs = Alarms?.Invoke(step) ?? (broken > 0 ? [LeftOut] : []);
            // What lasts is told once.
            foreach (var sign in signs.Count > alarms ? signs : [])
            {
                yield return new ExperimentEvent.Warned(Name, done, sign);
            }

            alarms = signs.Count;
            if (broken == Patience || (broken > 0 && done == Steps))
            {
                var found = string.Join(", ", figures.Select(figure => FormattableString.Invariant($"{figure.Name} {figure.Value:0.###}")));
                throw new WorkbenchException(
                    $"{run.Path("metrics.jsonl")}: {Name}, step {done}: every update was left out, because the loss or its gradient is not finite or a ratio is above its limit ({found}), so the model no "
                    + "longer changes. Try a lower learning rate, or look for extreme values in the data and the reward.");
            }

            if (done % CheckpointEvery == 0 || context.Stop.IsCancellationRequested)
            {
                if (broken == 0)
                {
                    Save(run, done);
                }

                context.Stop.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Puts the weights of the best measurement into the model; null where nothing was measured.</summary>
    public BestModel? LoadBest(RunFolder run)
    {
        if (Best(run) is { } best)
        {
            LoadModel(run.Path(BestFolder));
            return best;
        }

        return null;
    }

    // A run that was killed behind a measurement comes to the same figure again, which is not higher than what is kept.
    private IReadOnlyList<Figure> Evaluated(RunFolder run, int done)
    {
        if (EvaluateEvery is not { } every || (done % every != 0 && done != Steps))
        {
            return [];
        }

        var (figure, figures) = Evaluate!();
        if (figure > (Best(run)?.Figure ?? double.NegativeInfinity))
        {
            run.WriteFolder(BestFolder, folder =>
            {
                SaveModel(folder);
                AtomicFile.WriteText(Path.Combine(folder, BestModel.FileName), ConfigJson.Write(new BestModel(done, figure)));
            });
        }

        return figures;
    }

    private BestModel? Best(RunFolder run) =>
        File.Exists(run.Path(BestFolder, BestModel.FileName)) ? run.ReadJson<BestModel>($"{BestFolder}/{BestModel.FileName}") : null;

    private int Resume(RunFolder run)
    {
        var last = Saved(run).LastOrDefault();
        run.Rewind(Name, last);
        if (last == 0)
        {
            return 0;
        }

        var folder = run.Path(Checkpoints, $"{last}");
        LoadModel(folder);
        using var tensors = SafetensorsFile.Open(Path.Combine(folder, "trainer.safetensors"));
        using var state = new TrainerState(
            tensors.Tensors.Keys.ToDictionary(name => name, tensors.Read),
            run.ReadJson<JsonObject>($"{Checkpoints}/{last}/trainer.json"));
        Trainer.Restore(state);
        DeleteBefore(run, last); // the run may have been stopped before it came to that
        return last;
    }

    private void Save(RunFolder run, int step)
    {
        run.WriteFolder($"{Checkpoints}/{step}", folder =>
        {
            SaveModel(folder);
            using var state = Trainer.State();
            SafetensorsFile.Write(Path.Combine(folder, "trainer.safetensors"), state.Tensors);
            AtomicFile.WriteText(Path.Combine(folder, "trainer.json"), state.Values.ToJsonString(ConfigJson.Options));
        });
        DeleteBefore(run, step);
    }

    private void DeleteBefore(RunFolder run, int step)
    {
        foreach (var old in Saved(run).Where(saved => saved < step))
        {
            Directory.Delete(run.Path(Checkpoints, $"{old}"), recursive: true);
        }
    }

    private int[] Saved(RunFolder run) => Directory.Exists(run.Path(Checkpoints))
        ? [.. Directory.GetDirectories(run.Path(Checkpoints))
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var step) ? step : 0)
            .Where(step => step > 0)
            .Order()]
        : [];
}
