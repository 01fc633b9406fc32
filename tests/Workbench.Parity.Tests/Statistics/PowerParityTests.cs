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
        Compare(
            golden,
            "nobs",
            (effect, n) => TTestPower.Of(effect, n, alpha, alternative),
            (effect, goal) => TTestPower.SampleSize(effect, goal, alpha, alternative),
            (n, goal) => TTestPower.EffectSize(n, goal, alpha, alternative));
    }

    private static void Independent(
        GoldenCase golden,
        Func<double, double, double, double, Alternative, double> power,
        Func<double, double, double, double, Alternative, double> sampleSize,
        Func<double, double, double, double, Alternative, double> effectSize)
    {
        var (alpha, ratio, alternative) = (golden.Number("alpha"), golden.Number("ratio"), golden.Alternative());
        Compare(
            golden,
            "nobs1",
            (effect, n) => power(effect, n, alpha, ratio, alternative),
            (effect, goal) => sampleSize(effect, goal, alpha, ratio, alternative),
            (n, goal) => effectSize(n, goal, alpha, ratio, alternative));
    }

    private static void Compare(
        GoldenCase golden,
        string count,
        Func<double, double, double> power,
        Func<double, double, double> sampleSize,
        Func<double, double, double> effectSize)
    {
        var expected = golden.Value.Number();
        switch (golden.Data)
        {
            case "power":
                var actual = power(golden.Number("effect_size"), golden.Number(count));
                if (double.IsNaN(expected))
                {
                    Assert.InRange(actual, 0, 1); // scipy's noncentral t gives up far out in the tail
                    break;
                }

                new Tolerance(0, 1e-8).Compare("power", expected, actual);
                break;
            case "n":
                var (effect, goal) = (golden.Number("effect_size"), golden.Number("power"));
                Solved("n", expected, sampleSize(effect, goal), 1e-5, n => double.IsNaN(n) ? double.NaN : power(effect, n), goal);
                break;
            case "effect_size":
                var n1 = golden.Number(count);
                Solved("effect size", expected, effectSize(n1, golden.Number("power")), 1e-4, d => double.IsNaN(d) ? double.NaN : power(d, n1), golden.Number("power"));
                break;
            default: throw new NotSupportedException($"the test does not know the quantity {golden.Data}");
        }
    }

    // The library's search stops a little beside the goal, which moves its answer by as much as the slope says, or ends far from it.
    private static void Solved(string what, double expected, double actual, double relative, Func<double, double> powerAt, double goal)
    {
        // at the smallest size that a test needs the power may be more than was asked for; there the library finds nothing
        var reached = powerAt(actual * (1 + 1e-9));
        new Tolerance(0, 1e-6).Compare($"power at the {what} {actual}", double.IsNaN(expected) ? Math.Max(goal, reached) : goal, reached);
        var missed = Math.Abs(powerAt(expected) - goal);
        if (missed < 2e-5)
        {
            var slope = (powerAt(1.0001 * actual) - powerAt(actual)) / (1e-4 * Math.Abs(actual));
            new Tolerance(relative, 2 * missed / Math.Abs(slope)).Compare(what, expected, actual);
        }
    }
}
