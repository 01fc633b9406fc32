namespace Workbench.Charts.Tests;

public sealed class HistogramBinsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bins_hold_every_value_and_are_of_a_plain_width(int seed)
    {
        var values = Gallery.GalleryData.Normal(seed, 10 * seed, seed, 300);
        var bins = HistogramBins.For(values);
        double count = (bins.End - bins.Start) / bins.Size, digit = bins.Size / Math.Pow(10, Math.Floor(Math.Log10(bins.Size) + 1e-9));

        Assert.All(values, value => Assert.True(value >= bins.Start && value < bins.End));
        Assert.Equal(Math.Round(count), count, 6);
        Assert.InRange(count, 5, 62);
        Assert.Contains(Math.Round(digit, 6), new[] { 1.0, 2.0, 5.0 });
    }

    [Fact]
    public void Equal_values_get_one_bin_around_them()
    {
        Assert.Equal(new HistogramBins(-0.5, 0.5, 1), HistogramBins.For([0, 0]));
        var bins = HistogramBins.For([4, 4, 4]);
        Assert.True(bins.Start < 4 && bins.End > 4 && bins.End - bins.Start == bins.Size);
    }

    [Fact]
    public void The_best_of_a_bounded_score_has_its_bin_around_it()
    {
        var bins = HistogramBins.For([.. Enumerable.Range(-10, 21).Select(i => i / 10.0)]);

        Assert.Equal(1, bins.End - bins.Size / 2, 9);
        Assert.True(bins.Start <= -1);
    }

    [Fact]
    public void Values_that_mostly_agree_still_get_bins()
    {
        var bins = HistogramBins.For([.. Enumerable.Repeat(0.0, 50), 10]);

        Assert.InRange((bins.End - bins.Start) / bins.Size, 5, 62);
    }
}
