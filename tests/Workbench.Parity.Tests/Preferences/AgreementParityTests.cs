using System.Text.Json;
using Workbench.Evaluation.Agreement;
using Workbench.Parity.Tests.Statistics;

namespace Workbench.Parity.Tests.Preferences;

public sealed class AgreementParityTests
{
    private const string Folder = "preferences";

    private static readonly Tolerance Near = new(0, 1e-10);

    public static TheoryData<string> CohenFunctions => GoldenCases.Functions(Folder, "cohen_kappa.json");

    public static TheoryData<string> FleissFunctions => GoldenCases.Functions(Folder, "fleiss_kappa.json");

    public static TheoryData<string> KrippendorffFunctions => GoldenCases.Functions(Folder, "krippendorff.json");

    [SkippableTheory]
    [MemberData(nameof(CohenFunctions))]
    public void Cohens_kappa_equals_scikit_learn_and_statsmodels(string function) =>
        GoldenCases.Check(Folder, "cohen_kappa.json", function, name => name switch
        {
            "cohen" => OfRatings,
            "cohen_with_error" => WithError,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableTheory]
    [MemberData(nameof(FleissFunctions))]
    public void Fleiss_kappa_equals_statsmodels(string function) =>
        GoldenCases.Check(Folder, "fleiss_kappa.json", function, name => name switch
        {
            "fleiss" => Fleiss,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    [SkippableTheory]
    [MemberData(nameof(KrippendorffFunctions))]
    public void Krippendorffs_alpha_equals_krippendorff(string function) =>
        GoldenCases.Check(Folder, "krippendorff.json", function, name => name switch
        {
            "krippendorff" => Alpha,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void OfRatings(GoldenCase golden)
    {
        var weights = golden["weights"] is { ValueKind: JsonValueKind.Null } ? KappaWeights.None : golden["weights"].GetString() switch
        {
            "linear" => KappaWeights.Linear,
            "quadratic" => KappaWeights.Quadratic,
            var other => throw new NotSupportedException($"the test does not know the weights {other}"),
        };
        Near.Compare("kappa", golden.Value.Number(), CohenKappa.Of(golden["rater1"].Integers(), golden["rater2"].Integers(), weights));
    }

    private static void WithError(GoldenCase golden)
    {
        var rows = golden["table"].EnumerateArray().Select(row => row.Numbers()).ToArray();
        var table = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                table[i, j] = rows[i][j];
            }
        }

        var kappa = CohenKappa.WithError(table);
        golden.Match(
            Near,
            ("kappa", kappa.Kappa),
            ("std_kappa", kappa.StandardError),
            ("std_kappa0", kappa.StandardErrorWithoutAgreement),
            ("z_value", kappa.Z),
            ("pvalue_two_sided", kappa.PValue),
            ("ci_low", kappa.Interval.Low),
            ("ci_high", kappa.Interval.High));
    }

    private static void Fleiss(GoldenCase golden)
    {
        int[][] counts = [.. golden["items_by_category"].EnumerateArray().Select(item => item.Integers())];
        Near.Compare("kappa", golden.Value.Number(), golden["method"].GetString() switch
        {
            "fleiss" => FleissKappa.Of(counts),
            "uniform" or "randolph" => FleissKappa.Randolph(counts),
            var other => throw new NotSupportedException($"the test does not know the method {other}"),
        });
    }

    private static void Alpha(GoldenCase golden)
    {
        double[][] ratings = [.. golden["ratings"].EnumerateArray().Select(rater => rater.Numbers())];
        var level = golden["level"].GetString() switch
        {
            "nominal" => MeasurementLevel.Nominal,
            "ordinal" => MeasurementLevel.Ordinal,
            "interval" => MeasurementLevel.Interval,
            "ratio" => MeasurementLevel.Ratio,
            var other => throw new NotSupportedException($"the test does not know the level {other}"),
        };
        var alpha = KrippendorffAlpha.Of(ratings, level);
        Near.Compare("alpha", golden.Value.Number(), alpha);
    }
}
