using System.Reflection;
using System.Text.RegularExpressions;

/// <summary>The stand-ins of this repository: a folder with a project and its PUBLIC.txt each.</summary>
internal static partial class StandIns
{
    internal static readonly string Folder =
        typeof(StandIns).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "StandIns").Value!;

    internal static IEnumerable<string> Ids => Directory.GetDirectories(Folder).Select(Path.GetFileName)
        .Where(id => File.Exists(Path.Combine(Folder, id!, id + ".csproj")) && !id!.StartsWith("TorchSharp-", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)!;

    internal static string Recorded(string id) => Path.Combine(Folder, id, "PUBLIC.txt");

    internal static IReadOnlyList<string> Surface(string id) =>
        PublicSurface.Of(Path.Combine(AppContext.BaseDirectory, id + ".dll"), Directory.GetFiles(AppContext.BaseDirectory, "*.dll"));

    /// <summary>The version of the real package that the workbench asks for.</summary>
    internal static string Version(string id) =>
        Versions().Matches(File.ReadAllText(Path.Combine(Folder, "../../Directory.Packages.props"))).FirstOrDefault(m => m.Groups[1].Value == id)?.Groups[2].Value
        // Interactive's packages are released together, and the workbench does not name all of them.
        ?? (id.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal) ? Version("Microsoft.DotNet.Interactive") : throw new ArgumentException($"{id} has no version"));

    [GeneratedRegex("PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex Versions();
}
