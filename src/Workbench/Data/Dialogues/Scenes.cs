using System.Collections.Immutable;

namespace Workbench.Data.Dialogues;

/// <summary>The situations that dialogues are generated from.</summary>
internal static partial class Scenes
{
    internal static ImmutableArray<Scene> All { get; } = [.. Shops(), .. Homes(), .. Work(), .. Travel()];

    private static ImmutableArray<(string, ImmutableArray<string>)> Slots(params ReadOnlySpan<(string Name, string Values)> slots)
    {
        var all = ImmutableArray.CreateBuilder<(string, ImmutableArray<string>)>(slots.Length);
        foreach (var (name, values) in slots)
        {
            all.Add((name, [.. values.Split(", ")]));
        }

        return all.ToImmutable();
    }
}
