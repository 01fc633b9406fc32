using static TorchSharp.torch;

namespace Workbench.Experiments;

/// <summary>What every stage of an experiment needs.</summary>
/// <param name="Folder">Where everything is written.</param>
/// <param name="Seed">The run's seed; stages derive theirs from it by name.</param>
/// <param name="Device">Where tensors live.</param>
/// <param name="Stop">When cancelled, the stage saves a checkpoint after its step and ends with <see cref="OperationCanceledException"/>.</param>
public sealed record RunContext(RunFolder Folder, ulong Seed, Device Device, CancellationToken Stop = default)
{
    /// <summary>The seed of a stage: different for every name, the same in every run with this seed.</summary>
    public ulong SeedOf(string stage) => new SeededRandom(Seed).Split(stage).NextUInt64();
}
