using Workbench.Evaluation;

namespace Workbench.Tests.Evaluation;

public sealed class KlSummaryTests
{
    [Fact]
    public void The_figures_are_those_of_the_replies()
    {
        var summary = KlSummary.Of([1, 2, 3, -1, 10], [10, 10, 20, 5, 5]);
        Assert.Equal(5, summary.Count);
        Assert.Equal(3, summary.Mean, 1e-12);
        Assert.Equal(2, summary.Median);
        Assert.Equal(10, summary.Maximum);
        Assert.Equal(0.3, summary.PerToken, 1e-12);
        Assert.Equal(0.2, summary.NegativeShare, 1e-12);
        Assert.True(summary.Interval.Contains(3));
    }

    [Fact]
    public void A_policy_that_is_its_reference_has_none()
    {
        var summary = KlSummary.Of(new double[8], [.. Enumerable.Repeat(5, 8)]);
        Assert.Equal((0, 0, 0, 0), (summary.Mean, summary.Interval.Low, summary.Interval.High, summary.PerToken));
    }

    [Fact]
    public void Values_that_are_no_kl_are_refused()
    {
        Assert.Throws<WorkbenchException>(() => KlSummary.Of([1], [1]));
        Assert.Throws<WorkbenchException>(() => KlSummary.Of([1, 2], [1]));
        Assert.Throws<WorkbenchException>(() => KlSummary.Of([1, double.NaN], [1, 1]));
        Assert.Throws<WorkbenchException>(() => KlSummary.Of([1, 2], [1, -1]));
    }
}
