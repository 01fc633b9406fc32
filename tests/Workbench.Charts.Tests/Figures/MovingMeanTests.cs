namespace Workbench.Charts.Tests;

public sealed class MovingMeanTests
{
    [Fact]
    public void It_is_the_mean_of_the_neighbours_and_shorter_at_the_ends() =>
        Assert.Equal([1.5, 2, 3, 4, 4.5], MovingMean.Of([1, 2, 3, 4, 5], 3));

    [Fact]
    public void Gaps_stay_gaps_and_do_not_spread() =>
        Assert.Equal([1, double.NaN, 3.5, 3.5], MovingMean.Of([1, double.NaN, 3, 4], 3));

    [Fact]
    public void A_window_of_one_changes_nothing() => Assert.Equal([3, 1, 2], MovingMean.Of([3, 1, 2], 1));
}
