namespace Workbench.Data;

/// <summary>Where the bundled data lie.</summary>
/// <param name="Root">The folder, such as "data" of a clone.</param>
public sealed record DataFolder(string Root)
{
    /// <summary>The environment variable that names the folder outright.</summary>
    public const string Variable = "WORKBENCH_DATA";

    private const string Marker = "support-conversations";

    /// <summary>Messages and replies in four tones.</summary>
    public string SupportConversations => Path.Combine(Root, Marker);

    /// <summary>Everyday dialogues with summaries.</summary>
    public string Dialogues => Path.Combine(Root, "dialogues");

    /// <summary>Pairs and ratings by simulated raters.</summary>
    public string Preferences => Path.Combine(Root, "preferences");

    /// <summary>
    /// Finds the folder: <see cref="Variable"/> if it is set, else "data" in the working folder, in the program's folder or in any folder
    /// above these.
    /// </summary>
    /// <exception cref="WorkbenchException">The variable names a folder without data, or no folder has them.</exception>
    public static DataFolder Find() =>
        Find(Environment.GetEnvironmentVariable(Variable), Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    internal static DataFolder Find(string? named, params ReadOnlySpan<string> starts)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return IsData(named)
                ? new(Path.GetFullPath(named))
                : throw new WorkbenchException($"{Variable} names '{named}', expected a folder that contains '{Marker}'.");
        }

        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var data = Path.Combine(folder.FullName, "data");
                if (IsData(data))
                {
                    return new(data);
                }
            }
        }

        throw new WorkbenchException(
            $"No data folder: expected data/{Marker} in or above {string.Join(" or ", starts.ToArray().Select(s => $"'{s}'"))}. " +
            $"Run inside a clone of the repository, or set {Variable} to its data folder.");
    }

    private static bool IsData(string folder) => Directory.Exists(Path.Combine(folder, Marker));
}
