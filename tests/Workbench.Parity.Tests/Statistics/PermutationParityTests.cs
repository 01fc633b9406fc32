using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class PermutationParityTests
{
    private const string File = "permutation.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Full_enumerations_equal_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "permutation_test" => Compare,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Compare(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        Func<double[], double[], double> statistic = golden.Text("statistic") switch
        {
            "mean_difference" => (a, b) => Descriptive.Mean(a) - Descriptive.Mean(b),
            "median_difference" => (a, b) => Descriptive.Median(a) - Descriptive.Median(b),
            var other => throw new NotSupportedException($"the test does not know the statistic {other}"),
        };
        var test = golden.Text("permutation_type") switch
        {
            "samples" => PermutationTest.Paired(x, y, statistic, golden.Alternative(), limit: int.MaxValue),
            "independent" => PermutationTest.Independent(x, y, statistic, golden.Alternative(), limit: int.MaxValue),
            var other => throw new NotSupportedException($"the test does not know the permutation type {other}"),
        };
        Assert.True(test.IsExact);
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "statistic": new Tolerance(golden.Relative(1e-12), 1e-15).Compare("statistic", field.Value.Number(), test.Statistic); break;
                case "pvalue": new Tolerance(1e-12).Compare("p", field.Value.Number(), test.PValue); break;
                case "null_count": Assert.Equal(field.Value.GetInt32(), test.NullDistribution.Count); break;
                case "null_distribution_sorted":
                    var expected = field.Value.Numbers();
                    var sorted = test.NullDistribution.Order().ToArray();
                    Assert.Equal(expected.Length, sorted.Length);
                    for (var i = 0; i < expected.Length; i++)
                    {
                        new Tolerance(golden.Relative(1e-10), 1e-10).Compare($"null {i}", expected[i], sorted[i]);
                    }

                    break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }
}
