using Workbench.Evaluation;
using Workbench.Evaluation.Statistics;

namespace Workbench.Tests.Evaluation;

public sealed class PairedComparisonTests
{
    private static readonly double[] Before = Draw(1, 200, 0.30, 0.10);
    private static readonly double[] Noise = Draw(2, 200, 0, 0.05);

    [Fact]
    public void A_fall_is_found_with_its_size_and_its_direction()
    {
        var after = Before.Zip(Noise, (b, e) => b - 0.05 + e).ToArray();
        var options = new PairedComparisonOptions { Direction = MetricDirection.LowerIsBetter };
        var comparison = PairedComparison.Compare("toxicity", Before, after, options);

        Assert.Equal(200, comparison.Count);
        Assert.Equal(Before.Average(), comparison.Before, 1e-12);
        Assert.Equal(after.Average(), comparison.After, 1e-12);
        Assert.Equal(comparison.After - comparison.Before, comparison.Difference, 1e-12);
        Assert.Equal(Verdict.Lower, comparison.Verdict);
        Assert.True(comparison.Interval.Contains(-0.05));
        Assert.True(comparison.Interval.High < 0);
        Assert.Equal(-1, Math.Sign(comparison.RankBiserial));
        Assert.InRange(comparison.PValue, 0, 0.001);
        Assert.Contains("Toxicity", comparison.PlainSentence);
        Assert.Contains("fell by", comparison.PlainSentence);
        Assert.Contains("for the better", comparison.PlainSentence);
        Assert.Contains("200 prompts", comparison.PlainSentence);
    }

    [Fact]
    public void Noise_is_no_clear_difference_and_the_sentence_says_how_many_prompts_would_be_needed()
    {
        var comparison = PairedComparison.Compare("reward", Before, [.. Before.Zip(Noise, (b, e) => b + e - Noise.Average() + 0.001)]);
        Assert.Equal(Verdict.NoClearDifference, comparison.Verdict);
        Assert.True(comparison.Interval.Contains(0));
        Assert.NotNull(comparison.PromptsNeeded);
        Assert.True(comparison.PromptsNeeded > 200);
        Assert.Contains("No clear difference", comparison.PlainSentence);
        Assert.Contains(comparison.PromptsNeeded.Value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), comparison.PlainSentence);
    }

    [Fact]
    public void The_number_of_prompts_needed_has_the_power_that_it_promises_and_one_fewer_has_not()
    {
        var comparison = PairedComparison.Compare("reward", Before, [.. Before.Zip(Noise, (b, e) => b + e + 0.012)]);
        var needed = comparison.PromptsNeeded!.Value;
        Assert.True(TTestPower.Of(comparison.EffectSize, needed) >= 0.8);
        Assert.True(TTestPower.Of(comparison.EffectSize, needed - 1) < 0.8);
    }

    [Fact]
    public void The_smallest_visible_difference_has_the_power_that_it_promises()
    {
        var comparison = PairedComparison.Compare("reward", Before, [.. Before.Zip(Noise, (b, e) => b + e)]);
        var spread = Descriptive.StandardDeviation([.. Noise]);
        Assert.Equal(0.8, TTestPower.Of(comparison.VisibleDifference!.Value / spread, 200), 1e-6);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures_and_another_seed_nearly_the_same()
    {
        var after = Before.Zip(Noise, (b, e) => b + e).ToArray();
        var first = PairedComparison.Compare("reward", Before, after);
        Assert.Equal(first, PairedComparison.Compare("reward", Before, after));
        var other = PairedComparison.Compare("reward", Before, after, new PairedComparisonOptions { Seed = 7 });
        Assert.NotEqual(first.Interval.Low, other.Interval.Low);
        Assert.Equal(first.Interval.Low, other.Interval.Low, 0.001);
        Assert.Equal(first.PValue, other.PValue, 0.03);
    }

    [Theory]
    [InlineData(PairedTest.SignFlip)]
    [InlineData(PairedTest.Wilcoxon)]
    [InlineData(PairedTest.T)]
    public void Every_test_sees_a_clear_effect_and_none_where_nothing_changed(PairedTest test)
    {
        var options = new PairedComparisonOptions { Test = test };
        Assert.Equal(Verdict.Higher, PairedComparison.Compare("m", Before, [.. Before.Zip(Noise, (b, e) => b + e + 0.05)], options).Verdict);
        var same = PairedComparison.Compare("m", Before, Before, options);
        Assert.Equal(Verdict.NoClearDifference, same.Verdict);
        Assert.Equal(1, same.PValue);
        Assert.Equal(0, same.EffectSize);
        Assert.Equal(0, same.RankBiserial);
        Assert.Null(same.PromptsNeeded);
        Assert.Null(same.VisibleDifference);
        Assert.Equal(new ConfidenceInterval(0, 0, 0.95), same.Interval);
        Assert.Contains("No prompt differs", same.PlainSentence);
    }

    [Fact]
    public void A_constant_change_gives_a_single_point_as_interval()
    {
        var comparison = PairedComparison.Compare("m", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        Assert.Equal(new ConfidenceInterval(1, 1, 0.95), comparison.Interval);
        Assert.Equal(Verdict.Higher, comparison.Verdict);
        Assert.Equal(2 / 1024.0, comparison.PValue, 1e-12);
        Assert.Equal(2, comparison.PromptsNeeded);
    }

    [Fact]
    public void Equivalence_is_shown_only_within_the_margin_that_matters()
    {
        double[] after = [.. Before.Zip(Noise, (b, e) => b + e - Noise.Average())];
        var wide = PairedComparison.Compare("m", Before, after, new PairedComparisonOptions { EquivalenceMargin = 0.02 });
        Assert.Equal(Verdict.Equivalent, wide.Verdict);
        Assert.Contains("the same within 0.02", wide.PlainSentence);
        var narrow = PairedComparison.Compare("m", Before, after, new PairedComparisonOptions { EquivalenceMargin = 0.001 });
        Assert.Equal(Verdict.NoClearDifference, narrow.Verdict);
    }

    [Fact]
    public void Several_metrics_are_corrected_together()
    {
        double[] after = [.. Before.Zip(Noise, (b, e) => b + e - Noise.Average() + 0.008)];
        var alone = PairedComparison.Compare("a", Before, after);
        Assert.Equal(Verdict.Higher, alone.Verdict);
        Assert.Equal(alone.PValue, alone.AdjustedPValue);
        var several = PairedComparison.CorrectForSeveral([alone, .. Enumerable.Range(0, 19).Select(i => PairedComparison.Compare("b" + i, Before, Before))]);
        Assert.Equal(20, several.Count);
        Assert.Equal(20 * alone.PValue, several[0].AdjustedPValue, 1e-12);
        Assert.Equal(Verdict.NoClearDifference, several[0].Verdict);
        Assert.Contains("20 metrics", several[0].PlainSentence);
    }

    [Fact]
    public void The_interval_covers_the_true_difference_as_often_as_it_says()
    {
        // skewed differences: the square of a normal number, mean 1
        var options = new PairedComparisonOptions { Resamples = 400, Level = 0.9 };
        var covered = 0;
        for (ulong trial = 0; trial < 400; trial++)
        {
            var differences = Draw(1000 + trial, 60, 0, 1).Select(z => z * z).ToArray();
            covered += PairedComparison.Compare("m", new double[60], differences, options).Interval.Contains(1) ? 1 : 0;
        }

        Assert.InRange(covered / 400.0, 0.84, 0.94); // 0.9 less what skewness costs at n = 60, +- 3 standard errors
    }

    [Fact]
    public void A_false_alarm_is_as_rare_as_the_level_says()
    {
        var options = new PairedComparisonOptions { Resamples = 200 };
        var alarms = 0;
        for (ulong trial = 0; trial < 600; trial++)
        {
            var differences = Draw(5000 + trial, 30, 0, 1).Select(z => z * z * z).ToArray();
            alarms += PairedComparison.Compare("m", new double[30], differences, options).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(alarms / 600.0, 0.02, 0.08);
    }

    [Fact]
    public void Scores_that_cannot_be_compared_are_refused_with_the_metric_and_the_place()
    {
        AssertRefused("'m'", "2 before", () => PairedComparison.Compare("m", [1, 2], [1, 2, 3]));
        AssertRefused("'m'", "at least two", () => PairedComparison.Compare("m", [1], [1]));
        AssertRefused("'m'", "after of prompt 1 is NaN", () => PairedComparison.Compare("m", [1, 2], [1, double.NaN]));
        AssertRefused("Level", "between 0 and 1", () => PairedComparison.Compare("m", [1, 2], [1, 2], new() { Level = 95 }));
        AssertRefused("Power", "0.8", () => PairedComparison.Compare("m", [1, 2], [1, 2], new() { Power = 1 }));
        AssertRefused("Resamples", "100", () => PairedComparison.Compare("m", [1, 2], [1, 2], new() { Resamples = 5 }));
        AssertRefused("EquivalenceMargin", "above 0", () => PairedComparison.Compare("m", [1, 2], [1, 2], new() { EquivalenceMargin = -1 }));
        AssertRefused("McNemar", "ShareComparison", () => PairedComparison.Compare("m", [1, 2], [1, 2], new() { Test = PairedTest.McNemar }));
    }

    private static void AssertRefused(string where, string what, Action action)
    {
        var message = Assert.Throws<WorkbenchException>(action).Message;
        Assert.Contains(where, message);
        Assert.Contains(what, message);
    }

    internal static double[] Draw(ulong seed, int count, double mean, double spread)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => mean + spread * random.NextGaussian())];
    }
}
