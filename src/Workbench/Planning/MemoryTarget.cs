using TorchSharp;
using Workbench.Machine;
using static TorchSharp.torch;

namespace Workbench.Planning;

/// <summary>The machine that a training is planned for.</summary>
/// <param name="OnCpu">Whether the tensors lie in the process's own memory; batches are worked through in parts then.</param>
/// <param name="Workers">How many parts are worked on at a time.</param>
public sealed record MemoryTarget(bool OnCpu, int Workers)
{
    /// <summary>A device of this machine.</summary>
    /// <param name="device">Where the tensors will lie.</param>
    /// <param name="workers">Threads that share the work on a CPU; null for all processors.</param>
    public static MemoryTarget Of(Device device, int? workers = null) => device.type == DeviceType.CPU
        ? new MemoryTarget(true, workers ?? System.Environment.ProcessorCount)
        : new MemoryTarget(false, 1);

    /// <summary>A device by its name, which this machine need not have.</summary>
    /// <param name="name">cpu, cuda or cuda:N.</param>
    /// <exception cref="WorkbenchException">It is no such name.</exception>
    public static MemoryTarget Named(string name) =>
        name == "cuda" || name.StartsWith("cuda:", StringComparison.Ordinal) ? new MemoryTarget(false, 1) : Of(DeviceName.Parse(name));
}
