namespace Workbench.Cli.Options;

/// <summary>A key of a configuration.</summary>
/// <param name="Key">Dotted, as --set takes it.</param>
/// <param name="Default">Its value where nothing is said, as JSON; of a group with a section of its own what differs from that section.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Group">The name of the section that describes what is inside; null for a value.</param>
public sealed record OptionKey(string Key, string Default, string Summary, string? Group = null);
