using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class ProportionParityTests
{
    private const string File = "proportions.json";

    private static readonly Tolerance Near = new(1e-9, 1e-15);

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Shares_equal_statsmodels_and_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "interval" or "scipy_interval" => Interval,
            "binomtest" => Exact,
            "ztest" => PooledZ,
            "diff_interval" => Difference,
            "score_test" => Score,
            "cohen_h" => Effect,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static long Whole(GoldenCase golden, string name) => golden.Parameter(name).GetInt64();

    private static void Interval(GoldenCase golden)
    {
        double k = Whole(golden, "count"), n = Whole(golden, "nobs"), level = 1 - golden.Number("alpha");
        var interval = golden.Text("method") switch
        {
            "wilson" => ProportionInterval.Wilson(k, n, level),
            "wilsoncc" => ProportionInterval.Wilson(k, n, level, continuityCorrection: true),
            "beta" or "exact" => ProportionInterval.ClopperPearson(k, n, level),
            "jeffreys" => ProportionInterval.Jeffreys(k, n, level),
            "normal" => ProportionInterval.Wald(k, n, level),
            "agresti_coull" => ProportionInterval.AgrestiCoull(k, n, level),
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        // scipy finds the ends of exact intervals by a search that stops within 2e-12
        golden.Match(golden.Text("method") == "exact" ? Near with { Absolute = 2e-12 } : Near, ("low", interval.Low), ("high", interval.High));
    }

    private static void Exact(GoldenCase golden)
    {
        var test = BinomialTest.Exact(Whole(golden, "count"), Whole(golden, "nobs"), golden.Number("p"), golden.Alternative());
        golden.Match(new Tolerance(1e-9), ("statistic", test.Statistic), ("pvalue", test.PValue));
    }

    private static (long K1, long N1, long K2, long N2) Counts(GoldenCase golden) =>
        (Whole(golden, "count1"), Whole(golden, "nobs1"), Whole(golden, "count2"), Whole(golden, "nobs2"));

    private static void PooledZ(GoldenCase golden)
    {
        var (k1, n1, k2, n2) = Counts(golden);
        var test = ProportionTest.PooledZ(k1, n1, k2, n2, golden.Alternative());
        golden.Match(Near, ("statistic", test.Statistic), ("pvalue", test.PValue));
    }

    private static void Score(GoldenCase golden)
    {
        var (k1, n1, k2, n2) = Counts(golden);
        var test = ProportionTest.Score(k1, n1, k2, n2);
        golden.Match(Near, ("statistic", test.Statistic), ("pvalue", test.PValue));
    }

    private static void Difference(GoldenCase golden)
    {
        var (k1, n1, k2, n2) = Counts(golden);
        var level = 1 - golden.Number("alpha");
        Assert.Equal("diff", golden.Text("compare"));
        var interval = golden.Text("method") switch
        {
            "newcomb" => ProportionDifference.Newcombe(k1, n1, k2, n2, level),
            "wald" => ProportionDifference.Wald(k1, n1, k2, n2, level),
            "agresti-caffo" => ProportionDifference.AgrestiCaffo(k1, n1, k2, n2, level),
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        golden.Match(Near, ("low", interval.Low), ("high", interval.High));
    }

    private static void Effect(GoldenCase golden)
    {
        var (k1, n1, k2, n2) = Counts(golden);
        Near.Compare("h", golden.Value.Number(), EffectSizes.CohensH((double)k1 / n1, (double)k2 / n2));
    }
}
