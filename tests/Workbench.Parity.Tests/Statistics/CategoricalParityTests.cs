using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class CategoricalParityTests
{
    private const string File = "categorical.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Tests_of_counts_equal_scipy_and_statsmodels(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "chi2" => Independence,
            "fisher" => Fisher,
            "mcnemar" => Changes,
            "chisquare" => GoodnessOfFit,
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Independence(GoldenCase golden)
    {
        var rows = golden["table"].EnumerateArray().Select(row => row.Numbers()).ToArray();
        var table = new double[rows.Length, rows[0].Length];
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < rows[r].Length; c++)
            {
                table[r, c] = rows[r][c];
            }
        }

        var test = ContingencyTable.Independence(table, golden.Flag("correction"), Lambda(golden.Text("lambda_")));
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "statistic": new Tolerance(1e-10, 1e-14).Compare("statistic", field.Value.Number(), test.Statistic); break;
                case "pvalue": new Tolerance(1e-10).CompareP("p", field.Value.Number(), test.PValue); break;
                case "dof": Assert.Equal(field.Value.GetInt32(), test.DegreesOfFreedom); break;
                case "expected":
                    var expected = field.Value.EnumerateArray().Select(row => row.Numbers()).ToArray();
                    for (var r = 0; r < rows.Length; r++)
                    {
                        for (var c = 0; c < rows[r].Length; c++)
                        {
                            new Tolerance(1e-10).Compare($"expected {r}, {c}", expected[r][c], test.Expected[r, c]);
                        }
                    }

                    break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }

    private static double Lambda(string name) => name switch
    {
        "pearson" => PowerDivergence.Pearson,
        "log-likelihood" => PowerDivergence.LogLikelihood,
        "freeman-tukey" => PowerDivergence.FreemanTukey,
        "mod-log-likelihood" => PowerDivergence.ModifiedLogLikelihood,
        "neyman" => PowerDivergence.Neyman,
        "cressie-read" => PowerDivergence.CressieRead,
        _ => throw new NotSupportedException($"the test does not know the statistic {name}"),
    };

    private static (long A, long B, long C, long D) Corners(GoldenCase golden)
    {
        var table = golden["table"].EnumerateArray().Select(row => row.Integers()).ToArray();
        Assert.True(table is [[_, _], [_, _]], "the test knows tables of two rows and two columns");
        return (table[0][0], table[0][1], table[1][0], table[1][1]);
    }

    private static void Fisher(GoldenCase golden)
    {
        var (a, b, c, d) = Corners(golden);
        Match(golden, FisherExact.Test(a, b, c, d, golden.Alternative()), 1e-8);
    }

    private static void Changes(GoldenCase golden)
    {
        var (_, b, c, _) = Corners(golden);
        var correction = golden.Flag("correction");
        Match(golden, golden.Flag("exact") ? McNemar.Exact(b, c) : McNemar.ChiSquared(b, c, correction), 1e-10);
    }

    private static void GoodnessOfFit(GoldenCase golden)
    {
        var expected = golden["expected_counts"];
        double[]? counts = expected.ValueKind == System.Text.Json.JsonValueKind.Null ? null : expected.Numbers();
        Match(golden, PowerDivergence.GoodnessOfFit(golden["observed"].Numbers(), counts), 1e-10);
    }

    private static void Match(GoldenCase golden, TestResult test, double relative)
    {
        foreach (var field in golden.Value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "statistic": new Tolerance(1e-10, 1e-14).Compare("statistic", field.Value.Number(), test.Statistic); break;
                case "pvalue": new Tolerance(relative).CompareP("p", field.Value.Number(), test.PValue); break;
                default: throw new NotSupportedException($"the test does not know the result {field.Name}");
            }
        }
    }
}
