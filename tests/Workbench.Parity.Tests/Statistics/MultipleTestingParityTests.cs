using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class MultipleTestingParityTests
{
    private const string File = "multiple_testing.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Corrections_equal_statsmodels_and_scipy(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, Compare);

    private static void Compare(GoldenCase golden)
    {
        var p = golden.Root.GetProperty("p_values").GetProperty(golden.Data).Numbers();
        var correction = golden.Text("method") switch
        {
            "bonferroni" => Correction.Bonferroni,
            "sidak" => Correction.Sidak,
            "holm" => Correction.Holm,
            "holm-sidak" => Correction.HolmSidak,
            "simes-hochberg" => Correction.Hochberg,
            "hommel" => Correction.Hommel,
            "fdr_bh" or "bh" => Correction.BenjaminiHochberg,
            "fdr_by" or "by" => Correction.BenjaminiYekutieli,
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        };
        var scipy = golden.Function.StartsWith("scipy", StringComparison.Ordinal);
        var corrected = MultipleTesting.Correct(p, correction, scipy ? NanPolicy.Raise : NanPolicy.Propagate);
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "p_corrected":
                    var expected = field.Value.Numbers();
                    Assert.Equal(expected.Length, corrected.Length);
                    for (var i = 0; i < expected.Length; i++)
                    {
                        new Tolerance(correction == Correction.Hommel ? 1e-10 : 1e-12).Compare($"p {i}", expected[i], corrected[i]);
                    }

                    break;
                case "reject_at_each_alpha":
                    var alphas = golden.Parameter("alphas").Numbers();
                    var decisions = field.Value.EnumerateArray().Select(row => row.EnumerateArray().Select(r => r.GetBoolean()).ToArray()).ToArray();
                    Assert.Equal(alphas.Length, decisions.Length);
                    for (var i = 0; i < alphas.Length; i++)
                    {
                        Assert.Equal(decisions[i], MultipleTesting.Reject(p, alphas[i], correction));
                    }

                    break;
                default:
                    throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }
}
