namespace Workbench.Experiments;

/// <summary>
/// Detoxification with models and data of one's own: fine-tuning, PPO against a classifier, and the same prompts before and after. The stages
/// are those that run alone as well.
/// </summary>
public sealed class DetoxExperiment
{
    private readonly RunContext context;
    private readonly DetoxConfig config;

    private DetoxExperiment(RunContext context, DetoxConfig config)
    {
        this.context = context;
        this.config = config;
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => context.Folder;

    /// <summary>Begins a run.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="config">Every option.</param>
    /// <param name="stop">Cancelled to stop after a step, with a checkpoint.</param>
    /// <exception cref="WorkbenchException">An option is missing or lies outside its range, or the folder is not empty.</exception>
    public static DetoxExperiment Start(string folder, DetoxConfig config, CancellationToken stop = default)
    {
        config.Validate();
        config = (DetoxConfig)config.Resolve();
        return new DetoxExperiment(RunContext.Begin(folder, config, stop), config);
    }

    /// <summary>Goes on with a stopped run; it ends bit for bit as it would have without the stop.</summary>
    /// <exception cref="WorkbenchException">The folder holds no run of this kind.</exception>
    public static DetoxExperiment Resume(string folder, CancellationToken stop = default)
    {
        var (context, config) = RunContext.Reopen<DetoxConfig>(folder, stop);
        return new DetoxExperiment(context, config);
    }

    /// <summary>Runs every stage that is not finished yet.</summary>
    public IEnumerable<ExperimentEvent> Run() => context.Guard(StagePlan.Run(context, Stages()));

    private IEnumerable<(string Name, Func<IEnumerable<ExperimentEvent>> Run)> Stages()
    {
        var before = config.Model!;
        if (config.Sft is { } sft)
        {
            var pretrained = before;
            yield return (QuickExperiment.Stages.Sft, () => StageRuns.Sft.Stage(context, config.For(new SftConfig { Sft = sft }, pretrained)));
            before = Trained(QuickExperiment.Stages.Sft);
        }

        yield return (QuickExperiment.Stages.Ppo, () => StageRuns.Ppo.Stage(context, config.For(
            new PpoConfig { RewardModel = config.RewardModel, Rewards = config.Rewards, Ppo = config.Ppo }, before)));
        yield return (QuickExperiment.Stages.Compare, () => StageRuns.Compare.Stage(context, config.For(
            new CompareConfig
            {
                Others = [Trained(QuickExperiment.Stages.Ppo)], RewardModel = config.RewardModel, Rewards = config.Rewards, Measures = config.Measures,
                EvaluateOn = config.EvaluateOn, Compare = config.Compare,
            },
            before)));
    }

    private string Trained(string stage) => context.Folder.Path("models", stage);
}
