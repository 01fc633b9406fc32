using System.Text.Json;
using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class DensityParityTests
{
    public static TheoryData<string> KdeFunctions => GoldenCases.Functions(Samples.Folder, "kde.json");

    public static TheoryData<string> HistogramFunctions => GoldenCases.Functions(Samples.Folder, "histograms.json");

    public static TheoryData<string> EcdfFunctions => GoldenCases.Functions(Samples.Folder, "ecdf.json");

    [SkippableTheory]
    [MemberData(nameof(KdeFunctions))]
    public void Kernel_densities_equal_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, "kde.json", function, name => name switch
        {
            "kde" => Density,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableTheory]
    [MemberData(nameof(HistogramFunctions))]
    public void Histograms_equal_numpy(string function) =>
        GoldenCases.Check(Samples.Folder, "histograms.json", function, name => name switch
        {
            "histogram" => Bins,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableTheory]
    [MemberData(nameof(EcdfFunctions))]
    public void Empirical_distributions_equal_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, "ecdf.json", function, name => name switch
        {
            "ecdf" => Steps,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Density(GoldenCase golden)
    {
        var sample = golden.Sample();
        var method = golden.Parameter("bw_method");
        KernelDensity Estimate() => method.ValueKind == JsonValueKind.Number
            ? KernelDensity.WithFactor(sample, method.Number())
            : method.GetString() switch
            {
                "scott" => KernelDensity.Scott(sample),
                "silverman" => KernelDensity.Silverman(sample),
                var other => throw new NotSupportedException($"the test does not know the bandwidth {other}"),
            };
        if (!golden.Raises && sample.All(value => value == sample[0]))
        {
            Assert.Throws<ArgumentException>(Estimate); // rounding keeps scipy from seeing that the sample is constant
            return;
        }

        var density = Estimate();
        double low = golden["grid_low"].Number(), high = golden["grid_high"].Number();
        var points = golden["grid_points"].GetInt32();
        var tolerance = new Tolerance(1e-10, 1e-14);
        var spread = new Tolerance(golden.Relative(1e-10), 1e-14);
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "factor": tolerance.Compare("factor", field.Value.Number(), density.Factor); break;
                case "bandwidth": spread.Compare("bandwidth", field.Value.Number(), density.Bandwidth); break;
                case "integral_grid": spread.Compare("integral", field.Value.Number(), density.Between(low, high)); break;
                case "density":
                    var expected = field.Value.Numbers();
                    Assert.Equal(points, expected.Length);
                    for (var i = 0; i < points; i++)
                    {
                        var point = i == points - 1 ? high : low + i * ((high - low) / (points - 1));
                        spread.Compare($"density {i}", expected[i], density.At(point));
                    }

                    break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void Bins(GoldenCase golden)
    {
        var sample = golden.Sample();
        var bins = golden.Parameter("bins");
        var histogram = bins.ValueKind == JsonValueKind.Number
            ? Histogram.Of(sample, bins.GetInt32())
            : Histogram.Of(sample, bins.GetString() switch
            {
                "auto" => BinRule.Auto,
                "fd" => BinRule.FreedmanDiaconis,
                "scott" => BinRule.Scott,
                "sturges" => BinRule.Sturges,
                "doane" => BinRule.Doane,
                "rice" => BinRule.Rice,
                "sqrt" => BinRule.SquareRoot,
                var other => throw new NotSupportedException($"the test does not know the rule {other}"),
            });
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "bin_count": Assert.Equal(field.Value.GetInt32(), histogram.Counts.Count); break;
                case "low": new Tolerance(1e-12).Compare("low", field.Value.Number(), histogram.Edges[0]); break;
                case "high": new Tolerance(1e-12).Compare("high", field.Value.Number(), histogram.Edges[^1]); break;
                case "counts": Assert.Equal(field.Value.Integers(), histogram.Counts); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void Steps(GoldenCase golden)
    {
        var ecdf = new EmpiricalCdf(golden.Sample());
        var points = golden["points"].Numbers();
        foreach (var field in golden.Value.EnumerateObject())
        {
            var actual = field.Name switch
            {
                "quantiles" => ecdf.Quantiles,
                "probabilities" => ecdf.Probabilities,
                "cdf_at_points" => [.. points.Select(ecdf.At)],
                "sf_at_points" => [.. points.Select(ecdf.UpperTail)],
                _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
            };
            var expected = field.Value.Numbers();
            Assert.Equal(expected.Length, actual.Count);
            for (var i = 0; i < expected.Length; i++)
            {
                new Tolerance(1e-12, 1e-15).Compare($"{field.Name} {i}", expected[i], actual[i]);
            }
        }
    }
}
