using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class UnpairedTestsParityTests
{
    private const string File = "tests_unpaired.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Tests_of_independent_samples_equal_scipy_and_statsmodels(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "student" or "welch" => MeanDifference,
            "mannwhitneyu" => RankSum,
            "mannwhitneyu_permutation" => RankSumByPermutation,
            "ks_2samp" => Distance,
            "brunnermunzel" => Placements,
            "levene" => Spread,
            "tost_ind" => Equivalence,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void MeanDifference(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        PairedTestsParityTests.MatchT(golden, TTest.Independent(x, y, golden.Flag("equal_var"), golden.Alternative()));
    }

    private static void RankSum(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var method = golden.Text("method") switch
        {
            "auto" => RankTestMethod.Auto,
            "exact" => RankTestMethod.Exact,
            "asymptotic" => RankTestMethod.Asymptotic,
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        Match(golden, MannWhitney.U(x, y, golden.Alternative(), golden.Flag("use_continuity"), method));
    }

    private static void RankSumByPermutation(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        Match(golden, MannWhitney.U(x, y, golden.Alternative(), method: RankTestMethod.Permutation));
    }

    private static void Distance(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var method = golden.Text("method") switch
        {
            "auto" => KolmogorovSmirnovMethod.Auto,
            "exact" => KolmogorovSmirnovMethod.Exact,
            "asymp" => KolmogorovSmirnovMethod.Asymptotic,
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        if (golden.Warned("Switching to method=asymp"))
        {
            method = KolmogorovSmirnovMethod.Asymptotic; // where scipy's count of paths overflows
        }

        var test = KolmogorovSmirnov.TwoSample(x, y, golden.Alternative(), method);
        foreach (var field in golden.Value.EnumerateObject())
        {
            var expected = field.Value.Number();
            switch (field.Name)
            {
                case "statistic": new Tolerance(1e-9).Compare("D", expected, test.Statistic); break;
                case "pvalue": new Tolerance(method == KolmogorovSmirnovMethod.Exact ? 1e-8 : 1e-9).CompareP("p", expected, test.PValue); break;
                case "statistic_location": new Tolerance(1e-12).Compare("location", expected, test.Location); break;
                case "statistic_sign": Assert.Equal(expected, test.Sign); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void Placements(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var normal = golden.Text("distribution") switch
        {
            "normal" => true,
            "t" => false,
            var other => throw new NotSupportedException($"the test does not know the distribution {other}"),
        };
        Match(golden, BrunnerMunzel.Test(x, y, golden.Alternative(), normal));
    }

    private static void Spread(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var center = golden.Text("center") switch
        {
            "mean" => LeveneCenter.Mean,
            "median" => LeveneCenter.Median,
            "trimmed" => LeveneCenter.Trimmed,
            var other => throw new NotSupportedException($"the test does not know the centre {other}"),
        };
        Match(golden, Levene.Test(x, y, center, golden.Number("proportiontocut")));
    }

    private static void Equivalence(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var pooled = golden.Text("usevar") switch
        {
            "pooled" => true,
            "unequal" => false,
            var other => throw new NotSupportedException($"the test does not know the variance {other}"),
        };
        PairedTestsParityTests.MatchEquivalence(golden, EquivalenceTest.Independent(x, y, golden.Number("low"), golden.Number("upp"), pooled));
    }

    private static void Match(GoldenCase golden, TestResult test)
    {
        var tolerance = new Tolerance(golden.Relative(1e-9), 1e-25);
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "statistic": tolerance.Compare("statistic", field.Value.Number(), test.Statistic); break;
                case "pvalue": tolerance.CompareP("p", field.Value.Number(), test.PValue); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }
}
