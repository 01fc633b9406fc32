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

    /// <summary>
    /// The relative tolerance of statistics that depend on spread: <paramref name="usual"/>, or <paramref name="loose"/> (more where even
    /// that is below the rounding) for samples that differ in their last digits only.
    /// </summary>
    public static double Relative(this GoldenCase golden, double usual, double loose = 1e-6)
    {
        var condition = Condition(golden.Data);
        return condition < 1e4 ? usual : Math.Max(loose, 64 * Math.ScaleB(condition, -52));
    }

    // How many times larger values are than their spread, or than that of the differences of pairs.
    private static double Condition(string name)
    {
        double[][] samples = All.Value.GetProperty("samples").TryGetProperty(name, out var one) ? [one.Numbers()] : Both(name);
        var size = samples.Max(sample => sample.Select(Math.Abs).DefaultIfEmpty(double.NaN).Average());
        var spread = samples.Select(sample => Descriptive.StandardDeviation(sample)).Where(sd => sd > 0).DefaultIfEmpty(size).Min();
        return size / spread;
    }

    private static double[][] Both(string name)
    {
        var (x, y) = Pair(name);
        return x.Length == y.Length && All.Value.GetProperty("paired").TryGetProperty(name, out _)
            ? [x, y, [.. x.Zip(y, (a, b) => a - b)]]
            : [x, y];
    }
}
