using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class OneSampleParityTests
{
    private const string File = "tests_one_sample.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Tests_of_one_sample_equal_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "shapiro" => Normality,
            "ttest_1samp" => Mean,
            "jarque_bera" => Shape,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Mean(GoldenCase golden) =>
        PairedTestsParityTests.MatchT(golden, TTest.OneSample(golden.Sample(), golden.Number("popmean"), golden.Alternative()));

    private static void Normality(GoldenCase golden)
    {
        var test = ShapiroWilk.Test(golden.Sample());
        var w = golden.Value.GetProperty("statistic").Number();
        new Tolerance(golden.Relative(1e-8, 1e-4)).Compare("W", w, test.Statistic);
        // An error of W becomes one of 1 - W that is larger by W / (1 - W).
        new Tolerance(golden.Relative(1e-6, 1e-2), 1e-14).Compare("p", golden.Value.GetProperty("pvalue").Number(), test.PValue);
        Assert.Equal(2, golden.Value.EnumerateObject().Count());
    }

    private static void Shape(GoldenCase golden)
    {
        var test = JarqueBera.Test(golden.Sample());
        golden.Match(new Tolerance(golden.Relative(1e-9)), ("statistic", test.Statistic), ("pvalue", test.PValue));
    }
}
