namespace Workbench.Experiments;

/// <summary>Short names of model folders, for tables.</summary>
internal static class ModelNames
{
    private static readonly string[] Unspoken = ["models", "snapshots", "checkpoints"];

    /// <summary>The last part of each path; with the parts before it as far as it takes to tell them apart.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> folders)
    {
        string[][] parts = [.. folders.Select(folder => Path.GetFullPath(folder)
            .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !Unspoken.Contains(part)).ToArray())];
        return [.. parts.Select((own, i) => Shortest(own, [.. parts.Where((_, other) => other != i)]) ?? $"{own[^1]} {i + 1}")];
    }

    // Null for a model that is named twice, as a check that nothing differs then.
    private static string? Shortest(string[] own, string[][] others) => Enumerable.Range(1, own.Length)
        .Where(length => others.All(other => !other.TakeLast(length).SequenceEqual(own.TakeLast(length))))
        .Select(length => string.Join('/', own.TakeLast(length)))
        .FirstOrDefault();
}
