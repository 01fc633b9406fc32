using System.Text.Json;
using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class DescriptiveParityTests
{
    private const string File = "descriptive.json";

    [SkippableFact]
    public void Descriptive_statistics_equal_numpy_and_scipy()
    {
        Skip.If(!GoldenCases.Places(Samples.Folder, File).Any());
        foreach (var group in GoldenCases.Of(Samples.Folder, File).Select(c => c.Function).Distinct())
        {
            GoldenCases.Check(Samples.Folder, File, group, Compare);
        }
    }

    private static void Compare(GoldenCase golden)
    {
        var probabilities = golden.Root.GetProperty("quantile_probabilities").Numbers();
        var sample = golden.Sample();
        foreach (var field in golden.Value.EnumerateObject())
        {
            if (field.Name == "quantiles")
            {
                var expected = field.Value.Numbers();
                Assert.Equal(probabilities.Length, expected.Length);
                for (var i = 0; i < expected.Length; i++)
                {
                    new Tolerance(1e-12).Compare($"quantile {probabilities[i]}", expected[i], Descriptive.Quantile(sample, probabilities[i]));
                }

                continue;
            }

            Compare(golden, sample, field);
        }
    }

    private static void Compare(GoldenCase golden, double[] sample, JsonProperty field)
    {
        var variance = golden.Relative(1e-12, 1e-8);
        var (actual, relative, absolute) = field.Name switch
        {
            "n" => (sample.Length, 0, 0),
            "mean" => (Descriptive.Mean(sample), 1e-12, 0),
            "sd" => (Descriptive.StandardDeviation(sample), variance, 0),
            "sd_population" => (Descriptive.StandardDeviation(sample, ddof: 0), variance, 0),
            "variance" => (Descriptive.Variance(sample), variance, 0),
            "sem" => (Descriptive.StandardError(sample), variance, 0),
            "median" => (Descriptive.Median(sample), 1e-12, 0),
            "min" => (sample.Min(), 0, 0),
            "max" => (sample.Max(), 0, 0),
            "iqr" => (Descriptive.InterquartileRange(sample), Math.Max(variance, Shape(golden)), 0),
            "mad" => (Descriptive.MedianAbsoluteDeviation(sample), variance, 0),
            "mad_normal" => (Descriptive.MedianAbsoluteDeviation(sample, normal: true), variance, 0),
            "skewness" => (Descriptive.Skewness(sample), Shape(golden), 1e-12),
            "skewness_unbiased" => (Descriptive.Skewness(sample, unbiased: true), Shape(golden), 1e-12),
            "kurtosis_excess" => (Descriptive.ExcessKurtosis(sample), Shape(golden), 1e-12),
            "kurtosis_excess_unbiased" => (Descriptive.ExcessKurtosis(sample, unbiased: true), Shape(golden), 1e-12),
            "trimmed_mean_10" => (Descriptive.TrimmedMean(sample, 0.1), 1e-12, 0.0),
            _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
        };
        new Tolerance(relative, absolute).Compare(field.Name, field.Value.Number(), actual);
    }

    private static double Shape(GoldenCase golden) => golden.Relative(1e-12);
}
