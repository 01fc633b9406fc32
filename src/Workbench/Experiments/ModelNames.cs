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
        for (var length = 1; length <= parts.Max(part => part.Length); length++)
        {
            string[] names = [.. parts.Select(part => string.Join('/', part.TakeLast(length)))];
            if (names.Distinct(StringComparer.Ordinal).Count() == names.Length)
            {
                return names;
            }
        }

        // The same model twice, as a check that nothing differs then.
        return [.. parts.Select((part, i) => $"{part[^1]} {i + 1}")];
    }
}
