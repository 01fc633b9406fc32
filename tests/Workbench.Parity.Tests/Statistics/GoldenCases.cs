using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Workbench.Parity.Tests.Statistics;

/// <summary>
/// The cases of one golden file. The first part of a case's id names the library function; a test runs one function's cases and reports
/// every one that differs. Functions, parameters and result fields that a test does not know make it fail.
/// </summary>
internal static class GoldenCases
{
    private static readonly ConcurrentDictionary<(string, string), JsonElement> Read = new();

    /// <summary>The names of the functions that a file has cases for, for [MemberData].</summary>
    public static TheoryData<string> Functions(string folder, string file)
    {
        var names = Of(folder, file).Select(c => c.Function).Distinct().ToArray();
        return new TheoryData<string>(names.Length == 0 ? [Fixtures.None] : names);
    }

    /// <summary>The cases of a file and of its namesake below edges/, where cases of the same form but of extreme inputs lie.</summary>
    public static IEnumerable<GoldenCase> Of(string folder, string file)
    {
        foreach (var place in Places(folder, file))
        {
            var index = 0;
            foreach (var element in Of(place).GetProperty("cases").EnumerateArray())
            {
                yield return new GoldenCase(element, index++, place);
            }
        }
    }

    /// <summary>Where a file of this name lies.</summary>
    public static IEnumerable<(string Folder, string File)> Places(string folder, string file) =>
        new[] { folder, $"edges/{folder}" }.Where(place => File.Exists(Fixtures.At(place, file))).Select(place => (place, file));

    /// <summary>A whole file, read once.</summary>
    public static JsonElement Of((string Folder, string File) place) => Read.GetOrAdd(place, p => Fixtures.Json(p.Item1, p.Item2));

    /// <summary>Runs every case of one function by the check that goes with its name.</summary>
    public static void Check(string folder, string file, string function, Func<string, Action<GoldenCase>> checkOf)
    {
        Fixtures.SkipIfNone(function);
        Check(folder, file, function, checkOf(function));
    }

    /// <summary>
    /// Runs every case of one function; a case that raises must be refused with an <see cref="ArgumentException"/>, unless the check sees
    /// to that itself.
    /// </summary>
    public static void Check(string folder, string file, string function, Action<GoldenCase> check, bool expectRaises = true)
    {
        Fixtures.SkipIfNone(function);
        var report = new StringBuilder();
        int failed = 0, count = 0;
        foreach (var golden in Of(folder, file).Where(c => c.Function == function))
        {
            count++;
            try
            {
                if (golden.Raises && expectRaises)
                {
                    Assert.ThrowsAny<ArgumentException>(() => check(golden));
                }
                else
                {
                    check(golden);
                }

                golden.CheckAllRead();
            }
            catch (Exception error)
            {
                failed++;
                if (failed <= 25)
                {
                    report.Append(CultureInfo.InvariantCulture, $"\n{golden.Folder}: {golden.Id}: {error.Message.ReplaceLineEndings(" ")}");
                }
            }
        }

        Assert.True(failed == 0, $"{failed} of {count} cases of {function} in {file} differ:{report}");
    }
}

/// <summary>One case: its parameters, each of which must be read, and its expected value.</summary>
internal sealed class GoldenCase(JsonElement element, int index, (string Folder, string File) place)
{
    private readonly HashSet<string> read = [];

    public string Id { get; } = element.TryGetProperty("id", out var id) ? id.GetString()! : index.ToString(CultureInfo.InvariantCulture);

    public string Function => Id.Split('/')[0];

    /// <summary>The folder that the case comes from.</summary>
    public string Folder => place.Folder;

    /// <summary>The file that the case stands in.</summary>
    public JsonElement Root => GoldenCases.Of(place);

    public string Data => element.GetProperty("data").GetString()!;

    public bool Raises => element.TryGetProperty("raises", out _);

    /// <summary>True when the library warned with this text.</summary>
    public bool Warned(string text) =>
        element.TryGetProperty("warnings", out var warnings)
        && warnings.EnumerateArray().Any(w => w.GetString()!.Contains(text, StringComparison.Ordinal));

    public JsonElement Value => element.GetProperty("value");

    public JsonElement this[string field] => element.GetProperty(field);

    public bool Has(string field) => element.TryGetProperty(field, out _);

    public JsonElement Parameter(string name)
    {
        read.Add(name);
        return element.GetProperty("params").GetProperty(name);
    }

    public bool HasParameter(string name) => element.GetProperty("params").TryGetProperty(name, out _);

    public string Text(string name) => Parameter(name).GetString()!;

    public double Number(string name) => Parameter(name).Number();

    public bool Flag(string name) => Parameter(name).GetBoolean();

    /// <summary>Compares each field of the expected object; fields that are not in <paramref name="actual"/> fail.</summary>
    public void Match(Tolerance tolerance, params (string Field, double Actual)[] actual)
    {
        var known = actual.ToDictionary(a => a.Field, a => a.Actual);
        foreach (var field in Value.EnumerateObject())
        {
            Assert.True(known.TryGetValue(field.Name, out var found), $"the test does not know the result {field.Name}");
            if (field.Name.StartsWith("pvalue", StringComparison.Ordinal))
            {
                tolerance.CompareP(field.Name, field.Value.Number(), found);
            }
            else
            {
                tolerance.Compare(field.Name, field.Value.Number(), found);
            }
        }
    }

    public void CheckAllRead()
    {
        if (!element.TryGetProperty("params", out var parameters))
        {
            return;
        }

        var unread = parameters.EnumerateObject().Select(p => p.Name).Where(name => !read.Contains(name)).ToArray();
        Assert.True(unread.Length == 0 || Raises, $"the test does not know the parameter {string.Join(", ", unread)}");
    }
}

/// <summary>How far a figure may be off.</summary>
/// <param name="Relative">Share of the expected size.</param>
/// <param name="Absolute">In the figure's own units.</param>
internal readonly record struct Tolerance(double Relative, double Absolute = 0)
{
    public void Compare(string what, double expected, double actual)
    {
        var near = expected.Equals(actual) || Math.Abs(actual - expected) <= Absolute + Relative * Math.Abs(expected);
        Assert.True(near, string.Create(CultureInfo.InvariantCulture, $"{what} should be {expected:R}, found {actual:R}"));
    }

    /// <summary>Compares t statistics: where the spread is rounding alone, only the sign and "huge" mean something.</summary>
    public void CompareT(string what, double expected, double actual)
    {
        if (IsHuge(expected))
        {
            Assert.True(Math.Sign(actual) == Math.Sign(expected) && Math.Abs(actual) > 1e12, $"{what} should be huge as {expected:R}, found {actual:R}");
            return;
        }

        Compare(what, expected, actual);
    }

    public static bool IsHuge(double statistic) => Math.Abs(statistic) > 1e12;

    /// <summary>Compares p values: at most 1e-300 is 0, and below 1e-200 only the exponent counts (to 1e-6).</summary>
    public void CompareP(string what, double expected, double actual)
    {
        if (expected <= 1e-300 && actual <= 1e-300)
        {
            return;
        }

        if (expected is > 0 and < 1e-200)
        {
            new Tolerance(0, 1e-6).Compare($"log10 of {what}", Math.Log10(expected), Math.Log10(actual));
        }
        else
        {
            Compare(what, expected, actual);
        }
    }
}
