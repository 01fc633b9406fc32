using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class CorrelationParityTests
{
    private const string File = "correlation.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Correlations_equal_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "pearson" => Pearson,
            "spearman" => Spearman,
            "kendall_b" => Kendall,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Pearson(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var alternative = golden.Alternative();
        var test = PearsonCorrelation.Test(x, y, alternative);
        Match(golden, test, PearsonCorrelation.Interval(test.Coefficient, x.Length, golden.Number("ci_level"), alternative));
    }

    private static void Spearman(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        Match(golden, SpearmanCorrelation.Test(x, y, golden.Alternative()));
    }

    private static void Kendall(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var method = golden.Text("method") switch
        {
            "auto" => RankTestMethod.Auto,
            "exact" => RankTestMethod.Exact,
            "asymptotic" => RankTestMethod.Asymptotic,
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        Match(golden, KendallCorrelation.TauB(x, y, golden.Alternative(), method));
    }

    private static void Match(GoldenCase golden, CorrelationResult test, ConfidenceInterval interval = default) =>
        Match(golden, test, new Tolerance(golden.Relative(1e-9), 1e-15), interval);

    internal static void Match(GoldenCase golden, CorrelationResult test, Tolerance tolerance, ConfidenceInterval interval = default)
    {
        var coefficient = golden.Value.GetProperty("statistic").Number();
        foreach (var field in golden.Value.EnumerateObject())
        {
            var expected = field.Value.Number();
            switch (field.Name)
            {
                case "statistic": tolerance.Compare("coefficient", expected, test.Coefficient); break;
                // next to a correlation of one a p of 1e-24 is rounding: 0 is as good
                case "pvalue" when expected < 1e-15 && Math.Abs(coefficient) > 1 - 1e-15: Assert.InRange(test.PValue, 0, 1e-15); break;
                case "pvalue": tolerance.CompareP("p", expected, test.PValue); break;
                case "ci_low": tolerance.Compare("low", expected, interval.Low); break;
                case "ci_high": tolerance.Compare("high", expected, interval.High); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }
}
