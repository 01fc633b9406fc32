using System.Text.Json;
using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

/// <summary>The named samples of the statistics folder and how its cases name choices.</summary>
internal static class Samples
{
    public const string Folder = "statistics";

    private static readonly Lazy<JsonElement> All = new(() => Fixtures.Json(Folder, "samples.json"));

    public static double[] One(string name) => All.Value.GetProperty("samples").GetProperty(name).Numbers();

    public static (double[] X, double[] Y) Pair(string name)
    {
        var pair = All.Value.GetProperty(All.Value.GetProperty("paired").TryGetProperty(name, out _) ? "paired" : "unpaired").GetProperty(name);
        return (pair.GetProperty("x").Numbers(), pair.GetProperty("y").Numbers());
    }

    public static Alternative Alternative(this GoldenCase golden) => golden.Text("alternative") switch
    {
        "two-sided" => Evaluation.Statistics.Alternative.TwoSided,
        "less" or "smaller" => Evaluation.Statistics.Alternative.Less,
        "greater" or "larger" => Evaluation.Statistics.Alternative.Greater,
        var other => throw new NotSupportedException($"the test does not know the alternative {other}"),
    };

    /// <summary>Variance-based statistics of samples that differ in their last digits only.</summary>
    public static bool IsRoundingSensitive(this GoldenCase golden) =>
        golden.Data.Contains("near_constant", StringComparison.Ordinal) || golden.Data.Contains("large_offset", StringComparison.Ordinal);
}
