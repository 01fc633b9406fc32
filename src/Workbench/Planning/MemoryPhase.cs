namespace Workbench.Planning;

/// <summary>What lies in memory at the fullest moment of a part of a training, such as the rollout or the update.</summary>
/// <param name="Name">The part.</param>
/// <param name="Items">What takes memory then.</param>
public sealed record MemoryPhase(string Name, IReadOnlyList<MemoryItem> Items)
{
    /// <summary>All of it.</summary>
    public long Bytes => Items.Sum(item => item.Bytes);

    /// <summary>What lies on the device, or what lies in the process's own memory.</summary>
    public long On(bool device) => Items.Where(item => item.OnDevice == device).Sum(item => item.Bytes);
}
