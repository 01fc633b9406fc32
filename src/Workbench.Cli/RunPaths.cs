using System.Globalization;

namespace Workbench.Cli;

/// <summary>Paths of run folders, for people.</summary>
internal static class RunPaths
{
    /// <summary>A folder under runs/ that does not exist yet.</summary>
    public static string New(string experiment, DateTime now)
    {
        var stem = Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{experiment}"));
        var folder = stem;
        for (var i = 2; Directory.Exists(folder); i++)
        {
            folder = $"{stem}-{i}";
        }

        return folder;
    }

    /// <summary>A path as short as it can be written from the working folder.</summary>
    public static string Short(string path) =>
        Path.GetRelativePath(Directory.GetCurrentDirectory(), path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
}
