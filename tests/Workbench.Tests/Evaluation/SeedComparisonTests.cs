using Workbench.Evaluation;
using Workbench.Evaluation.Statistics;

namespace Workbench.Tests.Evaluation;

public sealed class SeedComparisonTests
{
    private static readonly PairedComparisonOptions Quick = new() { Resamples = 1000 };

    [Fact]
    public void Seeds_that_agree_give_their_mean_and_a_table_row_each()
    {
        var comparison = SeedComparison.Compare("reward", [Scores(1, 0.4), Scores(2, 0.5), Scores(3, 0.45)], Quick);
        Assert.Equal([1UL, 2UL, 3UL], comparison.Seeds);
        Assert.Equal(3, comparison.PerSeed.Count);
        Assert.Equal(comparison.PerSeed.Average(c => c.Difference), comparison.Difference, 1e-12);
        Assert.Equal(3, comparison.Agreeing);
        Assert.True(comparison.Interval.Low > 0);
        Assert.True(comparison.SeedInterval!.Value.Low > 0);
        Assert.Contains("rose in 3 of 3 runs", comparison.PlainSentence);
    }

    [Fact]
    public void Seeds_that_disagree_are_wider_than_any_of_them_alone()
    {
        var comparison = SeedComparison.Compare("reward", [Scores(1, 1), Scores(2, -0.8), Scores(3, 0.2)], Quick);
        Assert.All(comparison.PerSeed, c => Assert.NotEqual(Verdict.NoClearDifference, c.Verdict));
        Assert.True(comparison.Interval.Contains(0));
        Assert.True(comparison.SeedInterval!.Value.Contains(0));
        Assert.All(comparison.PerSeed, c => Assert.True(Width(comparison.Interval) > Width(c.Interval)));
        Assert.Equal(2, comparison.Agreeing);
        Assert.Contains("differ too much", comparison.PlainSentence);
    }

    [Fact]
    public void One_seed_says_that_it_is_one()
    {
        var comparison = SeedComparison.Compare("reward", [Scores(1, 0.5)], Quick);
        Assert.Null(comparison.SeedInterval);
        Assert.Null(comparison.SeedPValue);
        Assert.Null(comparison.SeedSpread);
        Assert.Equal(comparison.PerSeed[0].Difference, comparison.Difference);
        Assert.Contains("One run", comparison.PlainSentence);
    }

    [Fact]
    public void Prompts_of_their_own_may_differ_in_number_but_the_same_prompts_may_not()
    {
        SeedScores[] seeds = [Scores(1, 0.5, 40), Scores(2, 0.5, 60)];
        Assert.Throws<WorkbenchException>(() => SeedComparison.Compare("m", seeds, Quick));
        var comparison = SeedComparison.Compare("m", seeds, Quick, samePrompts: false);
        Assert.Equal(comparison.PerSeed.Average(c => c.Difference), comparison.Difference, 1e-12);
        Assert.True(comparison.Interval.Contains(comparison.Difference));
    }

    [Fact]
    public void Hard_prompts_that_all_seeds_share_widen_the_interval()
    {
        // each prompt shifts every seed alike: three seeds are then worth hardly more prompts than one
        var shared = PairedComparisonTests.Draw(9, 100, 0, 1);
        SeedScores[] seeds = [.. Enumerable.Range(1, 3).Select(s => new SeedScores((ulong)s, new double[100], shared))];
        var together = SeedComparison.Compare("m", seeds, Quick);
        var apart = SeedComparison.Compare("m", seeds, Quick, samePrompts: false);
        Assert.True(Width(together.Interval) > 1.4 * Width(apart.Interval));
    }

    [Fact]
    public void No_seed_is_refused() => Assert.Throws<WorkbenchException>(() => SeedComparison.Compare("m", []));

    private static double Width(ConfidenceInterval interval) => interval.High - interval.Low;

    private static SeedScores Scores(ulong seed, double shift, int prompts = 100)
    {
        var before = PairedComparisonTests.Draw(seed, prompts, 0, 1);
        var noise = PairedComparisonTests.Draw(seed + 100, prompts, shift, 0.5);
        return new(seed, before, [.. before.Zip(noise, (b, e) => b + e)]);
    }
}
