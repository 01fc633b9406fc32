using System.Text.Json;
using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

/// <summary>The named samples of the statistics folder and how its cases name choices.</summary>
internal static class Samples
{
    public const string Folder = "statistics";

    /// <summary>The sample that a case names.</summary>
    public static double[] Sample(this GoldenCase golden) => golden.Sample(golden.Data);

    public static double[] Sample(this GoldenCase golden, string name) => All(golden).GetProperty("samples").GetProperty(name).Numbers();

    /// <summary>The two samples that a case names.</summary>
    public static (double[] X, double[] Y) Pair(this GoldenCase golden) => golden.Pair(golden.Data);

    public static (double[] X, double[] Y) Pair(this GoldenCase golden, string name)
    {
        var pair = All(golden).GetProperty(IsPaired(golden, name) ? "paired" : "unpaired").GetProperty(name);
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
        var rounding = golden.Rounding();
        return rounding < Math.ScaleB(1e4, -52) ? usual : Math.Max(loose, 64 * rounding);
    }

    /// <summary>The rounding of the values in units of their spread.</summary>
    public static double Rounding(this GoldenCase golden) => Math.ScaleB(Condition(golden), -52);

    // How many times larger values are than their spread, or than that of the differences of pairs.
    private static double Condition(GoldenCase golden)
    {
        var samples = Values(golden).ToArray();
        var size = samples.Max(sample => sample.Select(Math.Abs).DefaultIfEmpty(double.NaN).Average());
        var spread = samples.Select(sample => Descriptive.StandardDeviation(sample)).Where(sd => sd > 0).DefaultIfEmpty(size).Min();
        return size / spread;
    }

    private static IEnumerable<double[]> Values(GoldenCase golden)
    {
        var name = golden.Has("source") ? golden["source"].EnumerateObject().Single().Value.GetString()! : golden.Data;
        if (All(golden).GetProperty("samples").TryGetProperty(name, out var one))
        {
            return [one.Numbers()];
        }

        var (x, y) = golden.Pair(name);
        return IsPaired(golden, name) ? [x, y, [.. x.Zip(y, (a, b) => a - b)]] : [x, y];
    }

    private static bool IsPaired(GoldenCase golden, string name) => All(golden).GetProperty("paired").TryGetProperty(name, out _);

    private static JsonElement All(GoldenCase golden) => GoldenCases.Of((golden.Folder, "samples.json"));
}
