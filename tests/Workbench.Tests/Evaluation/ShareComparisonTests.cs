using Workbench.Evaluation;
using Workbench.Evaluation.Statistics;

namespace Workbench.Tests.Evaluation;

public sealed class ShareComparisonTests
{
    [Fact]
    public void A_share_that_fell_is_found_and_told_in_points()
    {
        var (before, after) = Answers(both: 2, onlyBefore: 22, onlyAfter: 1, neither: 375);
        var comparison = ShareComparison.Compare(
            "hostile replies", before, after, new PairedComparisonOptions { Direction = MetricDirection.LowerIsBetter });
        Assert.Equal(0.06, comparison.Before, 1e-12);
        Assert.Equal(0.0075, comparison.After, 1e-12);
        Assert.Equal(Verdict.Lower, comparison.Verdict);
        Assert.Equal(McNemar.Exact(22, 1).PValue, comparison.PValue);
        Assert.Contains("6 % before and 0.8 % after", comparison.PlainSentence);
        Assert.Contains("5.3 percentage points", comparison.PlainSentence);
        Assert.Contains("for the better", comparison.PlainSentence);
    }

    [Fact]
    public void Pairs_that_do_not_change_do_not_move_the_p_value()
    {
        var (before, after) = Answers(10, 9, 3, 10);
        var (longBefore, longAfter) = Answers(100, 9, 3, 500);
        Assert.Equal(
            ShareComparison.Compare("m", before, after).PValue,
            ShareComparison.Compare("m", longBefore, longAfter).PValue);
    }

    [Fact]
    public void Answers_that_never_change_give_no_difference()
    {
        var (before, after) = Answers(0, 0, 0, 50);
        var comparison = ShareComparison.Compare("m", before, after);
        Assert.Equal(1, comparison.PValue);
        Assert.Equal(0, comparison.Difference);
        Assert.Null(comparison.PromptsNeeded);
        Assert.True(comparison.Interval.Contains(0));
        Assert.True(comparison.Interval.High > 0.01); // nothing seen in 50 does not rule out a few per cent
        Assert.Contains("No prompt differs", comparison.PlainSentence);
    }

    [Fact]
    public void Connors_number_of_prompts_has_about_the_promised_power()
    {
        const double yesToNo = 0.10, noToYes = 0.03;
        var needed = ShareComparison.PromptsFor(yesToNo, noToYes, 0.8, 0.05)!.Value;
        var random = new SeededRandom(3);
        var found = 0;
        for (var trial = 0; trial < 2000; trial++)
        {
            int b = 0, c = 0;
            for (var i = 0; i < needed; i++)
            {
                var u = random.NextDouble();
                b += u < yesToNo ? 1 : 0;
                c += u is >= yesToNo and < yesToNo + noToYes ? 1 : 0;
            }

            found += McNemar.ChiSquared(b, c, continuityCorrection: false).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / 2000.0, 0.77, 0.84);
    }

    [Fact]
    public void Counts_that_differ_are_refused() =>
        Assert.Throws<WorkbenchException>(() => ShareComparison.Compare("m", [true], [true, false]));

    private static (bool[] Before, bool[] After) Answers(int both, int onlyBefore, int onlyAfter, int neither)
    {
        var pairs = Enumerable.Repeat((true, true), both)
            .Concat(Enumerable.Repeat((true, false), onlyBefore))
            .Concat(Enumerable.Repeat((false, true), onlyAfter))
            .Concat(Enumerable.Repeat((false, false), neither)).ToArray();
        return ([.. pairs.Select(p => p.Item1)], [.. pairs.Select(p => p.Item2)]);
    }
}
