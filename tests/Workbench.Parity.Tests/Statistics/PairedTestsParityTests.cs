using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class PairedTestsParityTests
{
    private const string File = "tests_paired.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Paired_tests_equal_scipy_and_statsmodels(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "ttest_rel" => TTestRel,
            "wilcoxon" => SignedRank,
            "wilcoxon_permutation" => SignedRankByPermutation,
            "sign_test" => Signs,
            "tost_paired" => Equivalence,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void TTestRel(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        MatchT(golden, TTest.Paired(x, y, golden.Alternative()));
    }

    internal static void MatchT(GoldenCase golden, TTestResult test)
    {
        var huge = Tolerance.IsHuge(golden.Value.GetProperty("statistic").Number());
        var tolerance = new Tolerance(golden.Relative(1e-9), 16 * golden.Rounding());
        var ends = new Tolerance(golden.Relative(1e-9));
        var interval = test.Interval(golden.Number("ci_level"));
        foreach (var field in golden.Value.EnumerateObject())
        {
            var expected = field.Value.Number();
            switch (field.Name)
            {
                case "statistic": tolerance.CompareT("t", expected, test.Statistic); break;
                case "pvalue" when huge && expected < 0.5: Assert.InRange(test.PValue, 0, Math.Max(expected, 1e-12)); break;
                case "pvalue": tolerance.CompareP("p", expected, test.PValue); break;
                case "df": tolerance.Compare("df", expected, test.DegreesOfFreedom); break;
                case "ci_low": ends.Compare("low", expected, interval.Low); break;
                case "ci_high": ends.Compare("high", expected, interval.High); break;
                case "ci_level": tolerance.Compare("level", expected, interval.Level); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void SignedRank(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var method = golden.Text("method") switch
        {
            "auto" => RankTestMethod.Auto,
            "exact" => RankTestMethod.Exact,
            "asymptotic" => RankTestMethod.Asymptotic,
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        var test = Wilcoxon.SignedRank(x, y, golden.Alternative(), Zeros(golden), golden.Flag("correction"), method);
        MatchRanks(golden, test, method == RankTestMethod.Asymptotic ? 0 : 1e-14);
    }

    private static void SignedRankByPermutation(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var test = Wilcoxon.SignedRank(x, y, golden.Alternative(), Zeros(golden), method: RankTestMethod.Permutation);
        MatchRanks(golden, test, 0);
    }

    private static void MatchRanks(GoldenCase golden, WilcoxonResult test, double absolute)
    {
        new Tolerance(1e-9).Compare("statistic", golden.Value.GetProperty("statistic").Number(), test.Statistic);
        new Tolerance(1e-9, absolute).CompareP("p", golden.Value.GetProperty("pvalue").Number(), test.PValue);
        Assert.Equal(2, golden.Value.EnumerateObject().Count());
    }

    private static ZeroMethod Zeros(GoldenCase golden) => golden.Text("zero_method") switch
    {
        "wilcox" => ZeroMethod.Wilcox,
        "pratt" => ZeroMethod.Pratt,
        "zsplit" => ZeroMethod.ZSplit,
        var other => throw new NotSupportedException($"the test does not know the zero method {other}"),
    };

    private static void Signs(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        var test = SignTest.Paired(x, y, golden.Alternative());
        Assert.Equal(golden.Number("positive"), test.Positive);
        Assert.Equal(golden.Number("negative"), test.Negative);
        Assert.Equal(golden.Number("zero"), test.Zero);
        golden.Match(new Tolerance(1e-9), ("pvalue", test.PValue));
    }

    private static void Equivalence(GoldenCase golden)
    {
        var (x, y) = golden.Pair();
        MatchEquivalence(golden, EquivalenceTest.Paired(x, y, golden.Number("low"), golden.Number("upp")));
    }

    internal static void MatchEquivalence(GoldenCase golden, EquivalenceResult test)
    {
        var tolerance = new Tolerance(golden.Relative(1e-9));
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "pvalue": tolerance.CompareP("p", field.Value.Number(), test.PValue); break;
                case "lower": Side(test.Lower); break;
                case "upper": Side(test.Upper); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }

            void Side(TTestResult side)
            {
                tolerance.CompareT(field.Name + " t", field.Value.GetProperty("statistic").Number(), side.Statistic);
                tolerance.CompareP(field.Name + " p", field.Value.GetProperty("pvalue").Number(), side.PValue);
                tolerance.Compare(field.Name + " df", field.Value.GetProperty("df").Number(), side.DegreesOfFreedom);
            }
        }
    }
}
