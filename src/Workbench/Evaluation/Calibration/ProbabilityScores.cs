using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Calibration;

/// <summary>How good predicted probabilities of a yes are.</summary>
public static class ProbabilityScores
{
    /// <summary>Brier's score (1950): mean squared distance of prediction and outcome; 0 is best, 0.25 what "one half" always gets.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="outcomes">What came true.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability lies outside [0, 1].</exception>
    public static double Brier(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes)
    {
        Predictions.Check(probabilities, outcomes);
        return Descriptive.Mean([.. probabilities.Select((p, i) => (p - (outcomes[i] ? 1 : 0)) * (p - (outcomes[i] ? 1 : 0)))]);
    }

    /// <summary>Mean of - ln p(outcome) in nats, with probabilities kept 2^-52 away from 0 and 1.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="outcomes">What came true.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability lies outside [0, 1].</exception>
    public static double LogLoss(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes)
    {
        Predictions.Check(probabilities, outcomes);
        var epsilon = Math.ScaleB(1, -52);
        return -Descriptive.Mean([.. probabilities.Select((p, i) =>
            Math.Log(outcomes[i] ? Math.Clamp(p, epsilon, 1 - epsilon) : 1 - Math.Clamp(p, epsilon, 1 - epsilon)))]);
    }

    /// <summary>Share of predictions on the right side of a threshold; at the threshold counts as yes.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="outcomes">What came true.</param>
    /// <param name="threshold">From where on a prediction is a yes.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability lies outside [0, 1].</exception>
    public static double Accuracy(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, double threshold = 0.5)
    {
        Predictions.Check(probabilities, outcomes);
        return probabilities.Where((p, i) => p >= threshold == outcomes[i]).Count() / (double)probabilities.Count;
    }

    /// <summary>Matthews' correlation (1975) of predictions and outcomes at a threshold, in [-1, 1]; 0 where one side is constant.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="outcomes">What came true.</param>
    /// <param name="threshold">From where on a prediction is a yes.</param>
    /// <exception cref="ArgumentException">The counts differ, there is none, or a probability lies outside [0, 1].</exception>
    public static double Matthews(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, double threshold = 0.5)
    {
        Predictions.Check(probabilities, outcomes);
        double tp = 0, tn = 0, fp = 0, fn = 0;
        for (var i = 0; i < outcomes.Count; i++)
        {
            switch (probabilities[i] >= threshold, outcomes[i])
            {
                case (true, true): tp++; break;
                case (true, false): fp++; break;
                case (false, true): fn++; break;
                default: tn++; break;
            }
        }

        var scale = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
        return scale == 0 ? 0 : (tp * tn - fp * fn) / Math.Sqrt(scale);
    }
}
