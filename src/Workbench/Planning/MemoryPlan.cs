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

    /// <summary>The most bytes at a time on the device; 0 on a CPU.</summary>
    public long DevicePeak => Target.OnCpu ? 0 : Phases.Max(phase => phase.On(device: true));
}
