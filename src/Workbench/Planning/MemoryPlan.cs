namespace Workbench.Planning;

/// <summary>What a training will take, before it starts.</summary>
/// <param name="Stage">The training's short name.</param>
/// <param name="Target">The machine that it is planned for.</param>
/// <param name="Phases">Its parts.</param>
public sealed record MemoryPlan(string Stage, MemoryTarget Target, IReadOnlyList<MemoryPhase> Phases)
{
    /// <summary>The name of the part in which a checkpoint is written.</summary>
    internal const string Checkpoint = "checkpoint";

    /// <summary>The part that takes most.</summary>
    public MemoryPhase Fullest => Phases.MaxBy(phase => phase.Bytes)!;

    /// <summary>The most bytes at a time in the process's own memory, that of the tensors included where these lie there.</summary>
    public long HostPeak => Phases.Max(phase => Target.OnCpu ? phase.Bytes : phase.On(device: false));

    /// <summary>The plan of a training that ends before its first checkpoint.</summary>
    internal MemoryPlan WithoutCheckpoint() => this with { Phases = [.. Phases.Where(phase => phase.Name != Checkpoint)] };

    /// <summary>The same with a part more, which adds what it needs to what lies in memory all through the training.</summary>
    /// <param name="name">What the part does.</param>
    /// <param name="moments">What it adds at the moments that may be its fullest.</param>
    internal MemoryPlan With(string name, IReadOnlyList<IReadOnlyList<MemoryItem>> moments)
    {
        MemoryItem[] standing = [.. Phases[0].Items.Where(item => Phases.All(phase => phase.Items.Contains(item)))];
        static long Small(IEnumerable<MemoryItem> items) => items.Where(item => !item.IsLarge).Sum(item => item.Bytes);
        var fullest = moments.MaxBy(PassMemory.Bytes)!;
        var held = Phases.Where(phase => phase.Name != Checkpoint).Max(phase => Small(phase.Items.Except(standing)));
        var items = Target.OnCpu && held > Small(fullest)
            ? fullest.Append(new MemoryItem(TrainingMemory.Held, held - Small(fullest), OnDevice: false))
            : fullest;
        var added = new MemoryPhase(name, [.. standing, .. items.Where(item => item.Bytes > 0)]);
        return this with { Phases = [.. Phases.Where(phase => phase.Name != Checkpoint), added, .. Phases.Where(phase => phase.Name == Checkpoint)] };
    }

    /// <summary>The most bytes at a time on the device; 0 on a CPU.</summary>
    public long DevicePeak => Target.OnCpu ? 0 : Phases.Max(phase => phase.On(device: true));
}
