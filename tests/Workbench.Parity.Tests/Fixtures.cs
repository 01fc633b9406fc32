using System.Globalization;
using System.Text.Json;

namespace Workbench.Parity.Tests;

/// <summary>
/// The golden data: found, listed and read. Tests take their cases from what is on disk, so that another set of the same format
/// (<c>WORKBENCH_FIXTURES=folder dotnet test</c>) runs unchanged.
/// </summary>
public static class Fixtures
{
    /// <summary>Stands in a theory's data where a set has no such folder; <see cref="SkipIfNone"/> then skips the test visibly.</summary>
    public const string None = "(none in this set)";

    /// <summary>The folder that holds models/, tokenizers/, ppo/ …: WORKBENCH_FIXTURES, or tests/fixtures of this repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of something below <see cref="Root"/>.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// Names of the folders directly below <paramref name="folder"/> that hold a file <paramref name="containing"/>, sorted;
    /// the single name <see cref="None"/> where there is none. For [MemberData].
    /// </summary>
    public static TheoryData<string> Folders(string folder, string containing) =>
        Rows(Directory.Exists(At(folder))
            ? Directory.GetDirectories(At(folder)).Where(d => File.Exists(Path.Combine(d, containing))).Select(d => Path.GetFileName(d)!)
            : []);

    /// <summary>
    /// Names of the files directly in <paramref name="folder"/> that match <paramref name="pattern"/> ("*.json"), sorted;
    /// the single name <see cref="None"/> where there is none. For [MemberData].
    /// </summary>
    public static TheoryData<string> Files(string folder, string pattern) =>
        Rows(Directory.Exists(At(folder)) ? Directory.GetFiles(At(folder), pattern).Select(f => Path.GetFileName(f)!) : []);

    /// <summary>Skips the test where the set has no data for it.</summary>
    public static void SkipIfNone(string name) => Skip.If(name == None, $"{Root} holds no such data");

    /// <summary>Reads a JSON file below <see cref="Root"/>.</summary>
    public static JsonElement Json(params string[] parts)
    {
        using var stream = File.OpenRead(At(parts));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    /// <summary>A number, where NaN and the infinities are written as the strings "NaN", "Infinity", "-Infinity".</summary>
    public static double Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                var text => double.Parse(text!, NumberStyles.Float, CultureInfo.InvariantCulture),
            }
            : element.GetDouble();

    /// <summary>An array of numbers; see <see cref="Number"/>.</summary>
    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    /// <summary>An array of integers.</summary>
    public static int[] Integers(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetInt32())];

    private static TheoryData<string> Rows(IEnumerable<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToArray();
        return new TheoryData<string>(sorted.Length == 0 ? [None] : sorted);
    }

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("WORKBENCH_FIXTURES") is { Length: > 0 } set)
        {
            return Path.GetFullPath(set);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workbench.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "fixtures");
            }
        }

        throw new DirectoryNotFoundException($"no Workbench.sln above {AppContext.BaseDirectory}; set WORKBENCH_FIXTURES");
    }
}
