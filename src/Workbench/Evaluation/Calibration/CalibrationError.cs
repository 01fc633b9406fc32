using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Calibration;

/// <summary>Distance of predicted and observed frequency over bins of equal width (Naeini et al. 2015).</summary>
/// <param name="Expected">ECE: mean distance, each bin weighing as its predictions.</param>
/// <param name="RootMeanSquare">Square root of the weighted mean squared distance.</param>
/// <param name="Maximum">MCE: the largest distance.</param>
public readonly record struct CalibrationError(double Expected, double RootMeanSquare, double Maximum)
{
    /// <summary>Computes the errors. A prediction on an edge belongs to the bin above; 1 has a bin of its own.</summary>
    /// <param name="probabilities">Predicted probability of a yes, in [0, 1].</param>
    /// <param name="outcomes">What came true.</param>
    /// <param name="bins">At least 1.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability lies outside [0, 1].</exception>
    public static CalibrationError Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Predictions.Check(probabilities, outcomes);
        // Edges from both ends, so that they are symmetric in floating point.
        var step = 1.0 / bins;
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => 2 * i < bins + 1 ? i * step : 1 - (bins - i) * step)];
        double expected = 0, squares = 0, maximum = 0;
        foreach (var group in probabilities.Zip(outcomes).GroupBy(pair => edges.Count(edge => edge <= pair.First)))
        {
            var share = group.Count() / (double)probabilities.Count;
            var distance = Math.Abs(group.Count(pair => pair.Second) / (double)group.Count() - Descriptive.Mean([.. group.Select(pair => pair.First)]));
            expected += share * distance;
            squares += share * distance * distance;
            maximum = Math.Max(maximum, distance);
        }

        return new(expected, Math.Sqrt(squares), maximum);
    }
}
