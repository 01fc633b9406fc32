using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Calibration;

/// <summary>Predicted against observed frequency, bin by bin: a calibrated model lies on the diagonal. Empty bins are left out.</summary>
/// <param name="MeanPredicted">Mean prediction of each bin.</param>
/// <param name="FractionPositive">Share of yes outcomes in it.</param>
/// <param name="Counts">Number of predictions in it.</param>
public sealed record ReliabilityCurve(
    IReadOnlyList<double> MeanPredicted, IReadOnlyList<double> FractionPositive, IReadOnlyList<int> Counts)
{
    /// <summary>Bins of equal width; a prediction on an edge belongs to the bin below.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="outcomes">What came true.</param>
    /// <param name="bins">At least 1.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability lies outside [0, 1].</exception>
    public static ReliabilityCurve Uniform(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var step = 1.0 / bins;
        return Between(probabilities, outcomes, [.. Enumerable.Range(1, bins - 1).Select(i => i * step)]);
    }

    /// <summary>Bins of about as many predictions each, between the quantiles; a prediction on an edge belongs to the bin below.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="outcomes">What came true.</param>
    /// <param name="bins">At least 1.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability lies outside [0, 1].</exception>
    public static ReliabilityCurve Quantile(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Predictions.Check(probabilities, outcomes);
        var step = 1.0 / bins;
        // by way of per cent as in scikit-learn: the last digit decides about a prediction on an edge
        double[] edges = [.. Enumerable.Range(1, bins - 1).Select(i => Descriptive.Quantile(probabilities, i * step * 100 / 100))];
        return Between(probabilities, outcomes, edges);
    }

    private static ReliabilityCurve Between(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, double[] innerEdges)
    {
        Predictions.Check(probabilities, outcomes);
        var groups = probabilities.Zip(outcomes)
            .GroupBy(pair => innerEdges.Count(edge => edge < pair.First))
            .OrderBy(group => group.Key)
            .Select(group => group.ToArray()).ToArray();
        return new(
            [.. groups.Select(g => Descriptive.Mean([.. g.Select(pair => pair.First)]))],
            [.. groups.Select(g => g.Count(pair => pair.Second) / (double)g.Length)],
            [.. groups.Select(g => g.Length)]);
    }
}
