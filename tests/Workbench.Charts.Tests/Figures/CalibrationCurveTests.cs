namespace Workbench.Charts.Tests;

public sealed class CalibrationCurveTests
{
    /// <summary>The intervals are those of statsmodels' proportion_confint(method="wilson") for 7 of 20 and 50 of 100.</summary>
    [Fact]
    public void Observed_shares_lie_over_predictions_with_their_intervals()
    {
        var figure = new FigureJson(Figures.CalibrationCurve(new CalibrationBin(0.9, 0.5, 100), new CalibrationBin(0.3, 0.35, 20)));
        var curve = figure.Named("observed (95% interval)");
        var error = curve.GetProperty("error_y");

        Assert.Equal([0.3, 0.9], FigureJson.Numbers(curve, "x"));
        Assert.Equal([0.35, 0.5], FigureJson.Numbers(curve, "y"));
        Assert.Equal(0.5671457233147638, 0.35 + FigureJson.Numbers(error, "array")[0], 9);
        Assert.Equal(0.18119182410108203, 0.35 - FigureJson.Numbers(error, "arrayminus")[0], 9);
        Assert.Equal(0.5961684696340044, 0.5 + FigureJson.Numbers(error, "array")[1], 9);
        Assert.Equal([0, 1], FigureJson.Numbers(figure.Named("perfect"), "y"));
    }

    [Fact]
    public void Confidences_from_one_half_get_the_whole_width()
    {
        var layout = new FigureJson(Figures.CalibrationCurve(new CalibrationBin(0.55, 0.5, 100), new CalibrationBin(0.95, 0.9, 100))).Layout;

        Assert.Equal([0.47, 1.03], FigureJson.Numbers(layout.GetProperty("xaxis"), "range"));
        Assert.Equal([0.37, 1.03], FigureJson.Numbers(layout.GetProperty("yaxis"), "range").Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void Larger_bins_have_larger_marks()
    {
        var sizes = FigureJson.Numbers(
            new FigureJson(Figures.CalibrationCurve(new CalibrationBin(0.2, 0.2, 5), new CalibrationBin(0.8, 0.8, 500))).Named("observed (95% interval)").GetProperty("marker"), "size");

        Assert.True(sizes[0] < sizes[1]);
    }

    [Theory]
    [InlineData(-0.1, 0.5, 1)]
    [InlineData(0.5, 1.1, 1)]
    [InlineData(0.5, double.NaN, 1)]
    [InlineData(0.5, 0.5, 0)]
    public void Bins_have_probabilities_and_pairs(double predicted, double observed, int count) =>
        Assert.Throws<WorkbenchException>(() => Figures.CalibrationCurve(new CalibrationBin(predicted, observed, count)));
}
