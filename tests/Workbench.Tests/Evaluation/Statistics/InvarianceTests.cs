using FsCheck;
using FsCheck.Fluent;
using Workbench.Evaluation.Statistics;

namespace Workbench.Tests.Evaluation.Statistics;

/// <summary>
/// What must hold for any data. Values are eighths and shifts whole numbers, so that differences are exact. A failure prints its seed.
/// </summary>
public sealed class InvarianceTests
{
    private static readonly Gen<double> Value = Gen.Choose(-400, 400).Select(i => i / 8.0);

    private static readonly Arbitrary<(double[] X, double[] Y)> Pairs =
        (from n in Gen.Choose(3, 40)
         from x in Value.ArrayOf(n)
         from y in Value.ArrayOf(n)
         select (x, y)).ToArbitrary();

    private static readonly Arbitrary<(double[] X, double[] Y)> TwoSamples =
        (from n in Gen.Choose(2, 25)
         from m in Gen.Choose(2, 25)
         from x in Value.ArrayOf(n)
         from y in Value.ArrayOf(m)
         select (x, y)).ToArbitrary();

    private static readonly Arbitrary<double[]> PValues =
        (from n in Gen.Choose(1, 20) from p in Gen.Choose(0, 1000).Select(i => i / 1000.0).ArrayOf(n) select p).ToArbitrary();

    [Fact]
    public void Swapping_before_and_after_negates_the_difference_and_keeps_p() => Holds(Pairs, pair =>
    {
        TTestResult forth = TTest.Paired(pair.X, pair.Y), back = TTest.Paired(pair.Y, pair.X);
        WilcoxonResult ranks = Wilcoxon.SignedRank(pair.X, pair.Y), reversed = Wilcoxon.SignedRank(pair.Y, pair.X);
        var signs = SignFlipTest.MeanDifference(Differences(pair), 200, new SeededRandom(1));
        var negated = SignFlipTest.MeanDifference([.. Differences(pair).Select(d => -d)], 200, new SeededRandom(1));
        return Same(-forth.Estimate, back.Estimate) && Same(forth.PValue, back.PValue)
            && ranks.PositiveRanks == reversed.NegativeRanks && Same(ranks.PValue, reversed.PValue)
            && signs.Statistic == -negated.Statistic && signs.PValue == negated.PValue;
    });

    [Fact]
    public void One_sided_p_values_swap_with_the_samples() => Holds(TwoSamples, pair =>
        Same(
            MannWhitney.U(pair.X, pair.Y, Alternative.Greater).PValue,
            MannWhitney.U(pair.Y, pair.X, Alternative.Less).PValue)
        && Same(
            TTest.Independent(pair.X, pair.Y, alternative: Alternative.Greater).PValue,
            TTest.Independent(pair.Y, pair.X, alternative: Alternative.Less).PValue)
        && Same(
            KolmogorovSmirnov.TwoSample(pair.X, pair.Y, Alternative.Greater).PValue,
            KolmogorovSmirnov.TwoSample(pair.Y, pair.X, Alternative.Less).PValue));

    [Fact]
    public void Shifting_both_sides_changes_nothing_but_their_means() => Holds(Pairs, pair =>
    {
        double[] x = [.. pair.X.Select(v => v + 1000)], y = [.. pair.Y.Select(v => v + 1000)];
        return Same(TTest.Paired(pair.X, pair.Y).PValue, TTest.Paired(x, y).PValue)
            && Same(Wilcoxon.SignedRank(pair.X, pair.Y).PValue, Wilcoxon.SignedRank(x, y).PValue)
            && Same(EffectSizes.CohensDz(pair.X, pair.Y), EffectSizes.CohensDz(x, y))
            && Same(EffectSizes.CliffsDelta(pair.X, pair.Y), EffectSizes.CliffsDelta(x, y))
            && Same(Distances.Wasserstein(pair.X, pair.Y), Distances.Wasserstein(x, y))
            && Same(Descriptive.Median(pair.X) + 1000, Descriptive.Median(x))
            && Same(Descriptive.Variance(pair.X), Descriptive.Variance(x));
    });

    [Fact]
    public void Scaling_scales_spreads_and_leaves_effects_alone() => Holds(Pairs, pair =>
    {
        double[] x = [.. pair.X.Select(v => v * 4)], y = [.. pair.Y.Select(v => v * 4)];
        return Same(4 * Descriptive.StandardDeviation(pair.X), Descriptive.StandardDeviation(x))
            && Same(EffectSizes.CohensD(pair.X, pair.Y), EffectSizes.CohensD(x, y))
            && Same(PearsonCorrelation.Test(pair.X, pair.Y).Coefficient, PearsonCorrelation.Test(x, y).Coefficient)
            && Same(4 * Distances.Wasserstein(pair.X, pair.Y), Distances.Wasserstein(x, y));
    });

    [Fact]
    public void P_values_lie_between_0_and_1() => Holds(TwoSamples, pair =>
    {
        double[] all =
        [
            MannWhitney.U(pair.X, pair.Y).PValue,
            MannWhitney.U(pair.X, pair.Y, method: RankTestMethod.Permutation).PValue,
            KolmogorovSmirnov.TwoSample(pair.X, pair.Y).PValue,
            KolmogorovSmirnov.TwoSample(pair.X, pair.Y, method: KolmogorovSmirnovMethod.Asymptotic).PValue,
            TTest.Independent(pair.X, pair.Y).PValue,
            Levene.Test(pair.X, pair.Y).PValue,
            BrunnerMunzel.Test(pair.X, pair.Y).PValue,
            ShapiroWilk.Test([.. pair.X, .. pair.Y]).PValue,
        ];
        return all.All(p => double.IsNaN(p) || (p >= 0 && p <= 1));
    });

    [Fact]
    public void Effects_lie_in_their_ranges() => Holds(TwoSamples, pair =>
    {
        var cles = EffectSizes.CommonLanguage(pair.X, pair.Y);
        return cles >= 0 && cles <= 1
            && Same(1 - cles, EffectSizes.CommonLanguage(pair.Y, pair.X))
            && Math.Abs(EffectSizes.CliffsDelta(pair.X, pair.Y)) <= 1
            && Distances.Wasserstein(pair.X, pair.Y) >= 0
            && Distances.Energy(pair.X, pair.X) == 0;
    });

    [Fact]
    public void Corrections_only_raise_p_and_Holm_never_exceeds_Bonferroni() => Holds(PValues, p =>
    {
        var holm = MultipleTesting.Correct(p);
        var bonferroni = MultipleTesting.Correct(p, Correction.Bonferroni);
        var hommel = MultipleTesting.Correct(p, Correction.Hommel);
        return Enum.GetValues<Correction>().All(c => MultipleTesting.Correct(p, c).Zip(p).All(pair => pair.First >= pair.Second - 1e-15))
            && holm.Zip(bonferroni).All(pair => pair.First <= pair.Second + 1e-15)
            && hommel.Zip(holm).All(pair => pair.First <= pair.Second + 1e-15);
    });

    [Fact]
    public void The_order_of_the_prompts_does_not_matter() => Holds(Pairs, pair =>
    {
        double[] x = [.. pair.X.Reverse()], y = [.. pair.Y.Reverse()];
        return Same(TTest.Paired(pair.X, pair.Y).PValue, TTest.Paired(x, y).PValue)
            && Same(Wilcoxon.SignedRank(pair.X, pair.Y).PValue, Wilcoxon.SignedRank(x, y).PValue)
            && Same(SpearmanCorrelation.Test(pair.X, pair.Y).PValue, SpearmanCorrelation.Test(x, y).PValue);
    });

    [Fact]
    public void A_bootstrap_interval_moves_with_the_data_and_holds_its_centre() => Holds(Pairs, pair =>
    {
        var here = Bootstrap.OfSample(pair.X, Descriptive.Mean, 200, new SeededRandom(5));
        var there = Bootstrap.OfSample([.. pair.X.Select(v => v + 512)], Descriptive.Mean, 200, new SeededRandom(5));
        ConfidenceInterval a = here.Interval(0.99, BootstrapMethod.Percentile), b = there.Interval(0.99, BootstrapMethod.Percentile);
        return Same(a.Low + 512, b.Low) && Same(a.High + 512, b.High) && a.Low <= here.Observed && here.Observed <= a.High;
    });

    [Fact]
    public void The_exact_sign_flip_p_is_that_of_the_full_permutation_test() => Holds(
        (from n in Gen.Choose(2, 8) from x in Value.ArrayOf(n) from y in Value.ArrayOf(n) select (x, y)).ToArbitrary(),
        pair =>
        {
            var all = PermutationTest.Paired(pair.x, pair.y, (a, b) => Descriptive.Mean(a) - Descriptive.Mean(b), limit: 1 << 8);
            return Same(all.PValue, SignFlipTest.MeanDifference(Differences(pair), 1, new SeededRandom(1)).PValue);
        });

    private static double[] Differences((double[] X, double[] Y) pair) => [.. pair.X.Zip(pair.Y, (a, b) => a - b)];

    private static bool Same(double a, double b) =>
        a.Equals(b) || (double.IsNaN(a) && double.IsNaN(b)) || Math.Abs(a - b) <= 1e-9 * (1 + Math.Abs(a));

    private static void Holds<T>(Arbitrary<T> data, Func<T, bool> property) =>
        Prop.ForAll(data, property).QuickCheckThrowOnFailure();
}
