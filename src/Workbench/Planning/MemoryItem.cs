namespace Workbench.Planning;

/// <summary>Something that takes memory at a moment of a training.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">How much it takes.</param>
/// <param name="OnDevice">Whether it lies where the tensors are rather than in the process's own memory; on a CPU that is the same.</param>
public sealed record MemoryItem(string Name, long Bytes, bool OnDevice = true)
{
    /// <summary>Whether it comes in pieces so large that malloc gives them back to the system as soon as they are freed.</summary>
    internal bool IsLarge { get; init; }
}
