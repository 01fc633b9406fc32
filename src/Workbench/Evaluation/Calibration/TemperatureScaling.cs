using MathNet.Numerics.RootFinding;
using Workbench.Evaluation.Preferences;
using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Calibration;

/// <summary>The temperature that makes scores fit as probabilities.</summary>
/// <param name="Temperature">Divide scores by it; above 1 where they were too sure.</param>
/// <param name="LogLoss">Mean loss with it.</param>
/// <param name="LogLossAtOne">Mean loss without it.</param>
/// <param name="IsAtBound">True where the best temperature lies outside the range that was searched.</param>
public readonly record struct TemperatureFit(double Temperature, double LogLoss, double LogLossAtOne, bool IsAtBound);

/// <summary>Temperature scaling (Platt 1999; Guo et al. 2017): one number that makes a model's confidence fit how often it is right.</summary>
public static class TemperatureScaling
{
    /// <summary>The smallest temperature that is tried.</summary>
    public const double Smallest = 0.02;

    /// <summary>The largest temperature that is tried.</summary>
    public const double Largest = 50;

    /// <summary>Minimises the mean of - ln sigmoid(margin / t), which is convex in 1 / t.</summary>
    /// <param name="margins">Score of what is right less score of what is wrong; finite.</param>
    /// <exception cref="ArgumentException">There is no margin or one is not finite.</exception>
    public static TemperatureFit Fit(IReadOnlyList<double> margins)
    {
        double[] m = [.. margins];
        if (m.Length == 0 || !Array.TrueForAll(m, double.IsFinite))
        {
            throw new ArgumentException("A temperature needs at least one margin, and finite ones only.", nameof(margins));
        }

        double low = 1 / Largest, high = 1 / Smallest;
        var inverse = Slope(low) >= 0 ? low : Slope(high) <= 0 ? high : Brent.FindRoot(Slope, low, high, 1e-14, 1000);
        return new(1 / inverse, Loss(inverse), Loss(1), inverse == low || inverse == high);

        double Loss(double b) => -Descriptive.Mean(Array.ConvertAll(m, x => PreferenceLikelihood.LogSigmoid(b * x)));

        double Slope(double b) => -Descriptive.Mean(Array.ConvertAll(m, x => x / (1 + Math.Exp(b * x))));
    }

    /// <summary>The temperature for the log-odds of predicted probabilities.</summary>
    /// <param name="probabilities">Predicted probability of yes, in (0, 1).</param>
    /// <param name="outcomes">What came true.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability is 0 or 1.</exception>
    public static TemperatureFit Fit(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes)
    {
        Predictions.Check(probabilities, outcomes);
        return Fit([.. probabilities.Select((p, i) => (outcomes[i] ? 1 : -1) * (Math.Log(p) - Math.Log(1 - p)))]);
    }
}
