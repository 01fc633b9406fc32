using System.Globalization;
using Workbench.Experiments;

namespace Workbench.Cli;

/// <summary>Options and folders of a run, out of what the command line says.</summary>
internal static class Configured
{
    /// <summary>Defaults, then the file, then the overrides.</summary>
    public static T Options<T>(T defaults, FileInfo? file, IEnumerable<string> overrides) =>
        ConfigJson.Override(file is null ? defaults : ConfigJson.Read(file.FullName, defaults), overrides);

    /// <summary>The folder that was named, or a new one under runs/.</summary>
    public static string Folder(DirectoryInfo? named, string experiment) =>
        named?.FullName ?? NewFolder(experiment, DateTime.Now);

    /// <summary>A path as short as it can be written from the working folder.</summary>
    public static string Relative(string path) =>
        Path.GetRelativePath(Directory.GetCurrentDirectory(), path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;

    private static string NewFolder(string experiment, DateTime now)
    {
        var stem = Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{experiment}"));
        var folder = stem;
        for (var i = 2; Directory.Exists(folder); i++)
        {
            folder = $"{stem}-{i}";
        }

        return folder;
    }
}
