using Workbench.Planning;

namespace Workbench.Experiments;

/// <summary>A single stage as a run of its own: it writes a run folder like that of a whole experiment.</summary>
/// <typeparam name="T">Its options.</typeparam>
/// <param name="Defaults">The options where nothing is said.</param>
/// <param name="Resolve">Fills in what depends on the machine, such as the bundled model's folder; paths become full ones.</param>
/// <param name="Stage">What happens, as it happens.</param>
public sealed record StageRun<T>(T Defaults, Func<T, T> Resolve, Func<RunContext, T, IEnumerable<ExperimentEvent>> Stage)
    where T : StageConfig
{
    /// <summary>Begins the stage in a new or empty folder.</summary>
    /// <exception cref="WorkbenchException">An option is missing or lies outside its range, or the folder is not empty.</exception>
    public (RunFolder Folder, IEnumerable<ExperimentEvent> Events) Start(string folder, T config, CancellationToken stop = default)
    {
        config.Validate();
        config = Resolve(config);
        return Run(RunContext.Begin(folder, config, stop), config);
    }

    /// <summary>Goes on with a stopped stage; it ends bit for bit as it would have without the stop.</summary>
    /// <exception cref="WorkbenchException">The folder holds no run of this kind.</exception>
    public (RunFolder Folder, IEnumerable<ExperimentEvent> Events) Resume(string folder, CancellationToken stop = default)
    {
        var (context, config) = RunContext.Reopen<T>(folder, stop);
        return Run(context, config);
    }

    /// <summary>What the stage would take, without doing it: its models lie on the meta device, where they take no memory.</summary>
    /// <exception cref="WorkbenchException">An option is missing or lies outside its range, an input is not sound, or the stage trains nothing.</exception>
    public MemoryPlan Plan(T config)
    {
        config.Validate();
        config = Resolve(config);
        return Stage(RunContext.Planning(config), config).OfType<ExperimentEvent.MemoryPlanned>().FirstOrDefault()?.Plan
            ?? throw new WorkbenchException("The stage trains nothing, so there is nothing to plan.");
    }

    private (RunFolder, IEnumerable<ExperimentEvent>) Run(RunContext context, T config) =>
        (context.Folder, context.Guard(Events(context, config)));

    // Inputs are read when the events are asked for, so that what is wrong with them ends a guarded run.
    private IEnumerable<ExperimentEvent> Events(RunContext context, T config)
    {
        foreach (var happening in Stage(context, config))
        {
            yield return happening;
        }
    }
}
