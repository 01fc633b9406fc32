using System.Text.Json;
using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class BootstrapParityTests
{
    private const string File = "bootstrap.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Intervals_from_stored_draws_equal_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, Compare);

    private static void Compare(GoldenCase golden)
    {
        var tolerance = new Tolerance(golden.Relative(1e-10), 1e-12);
        var bootstrap = Draw(golden);
        tolerance.Compare("observed", golden["observed"].Number(), bootstrap.Observed);
        var expected = golden["bootstrap_statistics"].Numbers();
        Assert.Equal(expected.Length, bootstrap.Statistics.Count);
        for (var b = 0; b < expected.Length; b++)
        {
            tolerance.Compare($"statistic {b}", expected[b], bootstrap.Statistics[b]);
        }

        var internals = golden["bca_internals_90"].GetProperty("value");
        var rounded = IsRounding(golden, bootstrap, internals.GetProperty("acceleration").Number());
        if (!rounded)
        {
            var (low, high) = bootstrap.Shifted(0.05);
            tolerance.Compare("alpha_1", internals.GetProperty("alpha_1").Number(), low);
            tolerance.Compare("alpha_2", internals.GetProperty("alpha_2").Number(), high);
            tolerance.Compare("acceleration", internals.GetProperty("acceleration").Number(), bootstrap.Acceleration);
        }

        foreach (var interval in golden["intervals"].EnumerateArray())
        {
            if (!rounded || interval.GetProperty("method").GetString() != "BCa")
            {
                CompareInterval(interval, bootstrap, tolerance);
            }
        }
    }

    // The library's BCa hangs on its last digits: a resample of the same values in another order, or an acceleration out of equal values.
    private static bool IsRounding(GoldenCase golden, Bootstrap bootstrap, double acceleration)
    {
        var observed = golden["observed"].Number();
        return golden["bootstrap_statistics"].Numbers().Any(s => s != observed && Math.Abs(s - observed) <= 1e-13 * Math.Abs(observed))
            || (double.IsNaN(bootstrap.Acceleration) && !double.IsNaN(acceleration));
    }

    private static void CompareInterval(JsonElement interval, Bootstrap bootstrap, Tolerance tolerance)
    {
        var method = interval.GetProperty("method").GetString() switch
        {
            "percentile" => BootstrapMethod.Percentile,
            "basic" => BootstrapMethod.Basic,
            "BCa" => BootstrapMethod.BCa,
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        var alternative = interval.GetProperty("alternative").GetString() switch
        {
            "two-sided" => Alternative.TwoSided,
            "less" => Alternative.Less,
            "greater" => Alternative.Greater,
            var other => throw new NotSupportedException($"the test does not know the alternative {other}"),
        };
        var actual = bootstrap.Interval(interval.GetProperty("confidence_level").Number(), method, alternative);
        foreach (var field in interval.GetProperty("value").EnumerateObject())
        {
            tolerance.Compare($"{method} {alternative} {field.Name}", field.Value.Number(), field.Name switch
            {
                "low" => actual.Low,
                "high" => actual.High,
                "standard_error" => bootstrap.StandardError,
                _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
            });
        }
    }

    private static Bootstrap Draw(GoldenCase golden)
    {
        double[][] samples = golden["source"].TryGetProperty("sample", out var one)
            ? [golden.Sample(one.GetString()!)]
            : golden.Pair(golden["source"].GetProperty("pair").GetString()!) is var (x, y) ? [x, y] : [];
        Func<double[][], double> statistic = golden["statistic"].GetString() switch
        {
            "mean" => data => Descriptive.Mean(data[0]),
            "median" => data => Descriptive.Median(data[0]),
            "sd" => data => Descriptive.StandardDeviation(data[0]),
            "mean_difference" => data => Descriptive.Mean(data[0]) - Descriptive.Mean(data[1]),
            var other => throw new NotSupportedException($"the test does not know the statistic {other}"),
        };
        int[][][] tables = [.. golden["resample_indices"].EnumerateArray().Select(
            table => table.EnumerateArray().Select(row => row.Integers()).ToArray())];
        return Bootstrap.FromIndices(samples, golden["paired"].GetBoolean(), statistic, tables);
    }
}
