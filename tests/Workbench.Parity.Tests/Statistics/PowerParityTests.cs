using Workbench.Evaluation.Statistics;

namespace Workbench.Parity.Tests.Statistics;

public sealed class PowerParityTests
{
    private const string File = "power.json";

    public static TheoryData<string> Functions => GoldenCases.Functions(Samples.Folder, File);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Power_and_sample_sizes_equal_statsmodels(string function) =>
        GoldenCases.Check(Samples.Folder, File, function, name => name switch
        {
            "paired_t" => Paired,
            "ind_t" => golden => Independent(golden, IndependentTTestPower.Of, IndependentTTestPower.SampleSize, IndependentTTestPower.EffectSize),
            "ind_z" => golden => Independent(golden, NormalPower.Of, NormalPower.SampleSize, NormalPower.EffectSize),
            _ => throw new NotSupportedException($"the test does not know the function {name}"),
        });

    private static void Paired(GoldenCase golden)
    {
        var (alpha, alternative) = (golden.Number("alpha"), golden.Alternative());
        Compare(golden, golden.Data switch
        {
            "power" => TTestPower.Of(golden.Number("effect_size"), golden.Number("nobs"), alpha, alternative),
            "n" => TTestPower.SampleSize(golden.Number("effect_size"), golden.Number("power"), alpha, alternative),
            "effect_size" => TTestPower.EffectSize(golden.Number("nobs"), golden.Number("power"), alpha, alternative),
            var other => throw new NotSupportedException($"the test does not know the quantity {other}"),
        });
    }

    private static void Independent(
        GoldenCase golden,
        Func<double, double, double, double, Alternative, double> power,
        Func<double, double, double, double, Alternative, double> sampleSize,
        Func<double, double, double, double, Alternative, double> effectSize)
    {
        var (alpha, ratio, alternative) = (golden.Number("alpha"), golden.Number("ratio"), golden.Alternative());
        Compare(golden, golden.Data switch
        {
            "power" => power(golden.Number("effect_size"), golden.Number("nobs1"), alpha, ratio, alternative),
            "n" => sampleSize(golden.Number("effect_size"), golden.Number("power"), alpha, ratio, alternative),
            "effect_size" => effectSize(golden.Number("nobs1"), golden.Number("power"), alpha, ratio, alternative),
            var other => throw new NotSupportedException($"the test does not know the quantity {other}"),
        });
    }

    private static void Compare(GoldenCase golden, double actual) =>
        (golden.Data switch { "power" => new Tolerance(0, 1e-8), "n" => new Tolerance(1e-5), _ => new Tolerance(1e-4) })
            .Compare(golden.Data, golden.Value.Number(), actual);
}
