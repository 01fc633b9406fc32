using TorchSharp;
using Workbench.Machine;
using Workbench.Planning;
using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>What every stage of an experiment needs.</summary>
/// <param name="Folder">Where everything is written.</param>
/// <param name="Seed">The run's seed; stages derive theirs from it by name.</param>
/// <param name="Device">Where tensors live.</param>
/// <param name="Stop">When cancelled, the stage saves a checkpoint after its step and ends with <see cref="OperationCanceledException"/>.</param>
public sealed record RunContext(RunFolder Folder, ulong Seed, Device Device, CancellationToken Stop = default)
{
    private const string ConfigFile = "config.json";

    private bool Fresh { get; init; }

    /// <summary>The machine that a stage only plans its memory for; null where it runs.</summary>
    public MemoryTarget? Planned { get; private init; }

    /// <summary>A context in which models take no memory and nothing is written.</summary>
    /// <exception cref="WorkbenchException">An option is wrong.</exception>
    public static RunContext Planning(RunConfig config)
    {
        config.Validate();
        return new RunContext(RunFolder.Unwritten, config.Seed, new Device(DeviceType.META))
        {
            Planned = MemoryTarget.Named(config.Device),
        };
    }

    /// <summary>Begins a run in a new or empty folder: its options and the facts of the machine are in it afterwards.</summary>
    /// <exception cref="WorkbenchException">An option is wrong, or the folder is not empty or cannot be written.</exception>
    public static RunContext Begin<T>(string folder, T config, CancellationToken stop) where T : RunConfig
    {
        config.Validate();
        var device = DeviceName.Parse(config.Device);
        set_num_threads(config.Threads);
        var run = RunFolder.Create(folder);
        run.WriteJson("environment.json", MachineFacts.Collect());
        // Last: a folder with a configuration is a run that can be resumed.
        run.WriteJson(ConfigFile, config);
        return new RunContext(run, config.Seed, device, stop) { Fresh = true };
    }

    /// <summary>Takes up a stopped run with the options that it was begun with.</summary>
    /// <exception cref="WorkbenchException">The folder holds no run, or one of another kind.</exception>
    public static (RunContext Context, T Config) Reopen<T>(string folder, CancellationToken stop) where T : RunConfig
    {
        var run = RunFolder.Open(folder);
        var config = run.ReadJson<T>(ConfigFile);
        config.Validate();
        set_num_threads(config.Threads);
        return (new RunContext(run, config.Seed, DeviceName.Parse(config.Device), stop), config);
    }

    /// <summary>The seed of a stage: different for every name, the same in every run with this seed.</summary>
    public ulong SeedOf(string stage) => new SeededRandom(Seed).Split(stage).NextUInt64();

    /// <summary>
    /// Passes on what happens while this process alone may write the folder. A new run that comes to nothing before its first step, because an
    /// input turns out to be wrong, leaves no folder behind.
    /// </summary>
    internal IEnumerable<ExperimentEvent> Guard(IEnumerable<ExperimentEvent> events)
    {
        using var claim = RunClaim.Take(Folder);
        var stepped = false;
        try
        {
            foreach (var happening in PeakMemory.Measured(Folder, events))
            {
                stepped |= happening is ExperimentEvent.StageStepped;
                yield return happening;
            }

            stepped = true;
        }
        finally
        {
            if (Fresh && !stepped)
            {
                Folder.Discard();
            }
        }
    }
}
