using System.Text.Json;
using Workbench.Evaluation.Calibration;
using Workbench.Parity.Tests.Statistics;

namespace Workbench.Parity.Tests.Preferences;

public sealed class CalibrationParityTests
{
    private const string Folder = "preferences", File = "calibration.json";

    private static readonly Tolerance Near = new(0, 1e-10);

    public static TheoryData<string> Functions => GoldenCases.Functions(Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Calibration_equals_scikit_learn_and_torchmetrics(string function) =>
        GoldenCases.Check(Folder, File, function, Compare);

    internal static void MatchTemperature(JsonElement expected, TemperatureFit actual)
    {
        foreach (var field in expected.EnumerateObject())
        {
            switch (field.Name)
            {
                // At the bound a bounded search stops a little inside it.
                case "t": new Tolerance(actual.IsAtBound ? 1e-2 : 1e-4).Compare("t", field.Value.Number(), actual.Temperature); break;
                case "nll": new Tolerance(0, actual.IsAtBound ? 1e-4 : 1e-9).Compare("loss", field.Value.Number(), actual.LogLoss); break;
                case "nll_at_1": Near.Compare("loss at 1", field.Value.Number(), actual.LogLossAtOne); break;
                case "at_bound": Assert.Equal(field.Value.GetBoolean(), actual.IsAtBound); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static void Compare(GoldenCase golden)
    {
        var root = golden.Root;
        var data = root.GetProperty("data").GetProperty(golden.Data);
        double[] p = data.GetProperty("p").Numbers();
        bool[] y = [.. data.GetProperty("y").Integers().Select(label => label == 1)];
        var bins = root.GetProperty("n_bins").GetInt32();
        Assert.Equal(golden.Function, golden["metric"].GetString());
        switch (golden.Function)
        {
            case "roc_curve" when golden.Value.ValueKind == JsonValueKind.Null: break; // left out for its length
            case "roc_curve": Curve(golden.Value, RocCurve.Of(p, y)); break;
            case "calibration_curve_uniform": Curve(golden.Value, ReliabilityCurve.Uniform(p, y, bins)); break;
            case "calibration_curve_quantile": Curve(golden.Value, ReliabilityCurve.Quantile(p, y, bins)); break;
            case "temperature": MatchTemperature(golden.Value, TemperatureScaling.Fit(p, y)); break;
            case "roc_auc": Number(RocCurve.Area(p, y)); break;
            case "average_precision": Number(RocCurve.AveragePrecision(p, y)); break;
            case "brier": Number(ProbabilityScores.Brier(p, y)); break;
            case "log_loss": Number(ProbabilityScores.LogLoss(p, y)); break;
            case "accuracy_at_half": Number(ProbabilityScores.Accuracy(p, y)); break;
            case "matthews_at_half": Number(ProbabilityScores.Matthews(p, y)); break;
            case "calibration_error_l1": Number(CalibrationError.Of(p, y, bins).Expected, 1e-6); break;
            case "calibration_error_l2": Number(CalibrationError.Of(p, y, bins).RootMeanSquare, 1e-6); break;
            case "calibration_error_max": Number(CalibrationError.Of(p, y, bins).Maximum, 1e-6); break;
            default: throw new NotSupportedException($"the test does not know the metric {golden.Function}");
        }

        void Number(double actual, double absolute = 1e-10) =>
            new Tolerance(0, absolute).Compare(golden.Function, golden.Value.Number(), actual);
    }

    private static void Curve(JsonElement expected, object curve)
    {
        foreach (var field in expected.EnumerateObject())
        {
            var actual = (field.Name, curve) switch
            {
                ("fpr", RocCurve roc) => roc.FalsePositiveRates,
                ("tpr", RocCurve roc) => roc.TruePositiveRates,
                ("thresholds", RocCurve roc) => roc.Thresholds,
                ("fraction_positive", ReliabilityCurve reliability) => reliability.FractionPositive,
                ("mean_predicted", ReliabilityCurve reliability) => reliability.MeanPredicted,
                _ => throw new NotSupportedException($"the test does not know the result {field.Name}"),
            };
            var numbers = field.Value.Numbers();
            Assert.Equal(numbers.Length, actual.Count);
            for (var i = 0; i < numbers.Length; i++)
            {
                Near.Compare($"{field.Name} {i}", numbers[i], actual[i]);
            }
        }
    }
}
