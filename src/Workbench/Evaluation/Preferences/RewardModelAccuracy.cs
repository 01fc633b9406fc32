using Workbench.Evaluation.Calibration;
using Workbench.Evaluation.Statistics;

namespace Workbench.Evaluation.Preferences;

/// <summary>How well a reward model's scores order pairs of replies that people have ordered.</summary>
public sealed record RewardModelAccuracy
{
    /// <summary>Number of pairs.</summary>
    public required int Count { get; init; }

    /// <summary>Share of pairs whose chosen reply scores higher.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The same with equal scores counted half.</summary>
    public required double AccuracyWithHalfTies { get; init; }

    /// <summary>Pairs with equal scores.</summary>
    public required int Ties { get; init; }

    /// <summary>Wilson interval of <see cref="Accuracy"/>.</summary>
    public required ConfidenceInterval Interval { get; init; }

    /// <summary>Mean of chosen - rejected.</summary>
    public required double MeanMargin { get; init; }

    /// <summary>Standard deviation of chosen - rejected; NaN for one pair.</summary>
    public required double MarginSpread { get; init; }

    /// <summary>Mean of - ln sigmoid(chosen - rejected), the loss that reward models are trained on (Bradley and Terry 1952).</summary>
    public required double LogLoss { get; init; }

    /// <summary>The temperature that would make the scores' probabilities fit best.</summary>
    public required TemperatureFit Temperature { get; init; }

    /// <summary>Judges a reward model.</summary>
    /// <param name="chosen">Its score of the preferred reply of each pair.</param>
    /// <param name="rejected">Its score of the other reply.</param>
    /// <param name="level">Coverage of the interval, in (0, 1).</param>
    /// <exception cref="WorkbenchException">There is no pair, the counts differ, or a score is not finite.</exception>
    public static RewardModelAccuracy Of(IReadOnlyList<double> chosen, IReadOnlyList<double> rejected, double level = 0.95)
    {
        if (chosen.Count == 0 || chosen.Count != rejected.Count)
        {
            throw new WorkbenchException($"A reward model is judged on pairs of scores; found {chosen.Count} of chosen and {rejected.Count} of rejected replies.");
        }

        double[] margins = [.. chosen.Zip(rejected, (c, r) => c - r)];
        var broken = Array.FindIndex(margins, m => !double.IsFinite(m));
        if (broken >= 0)
        {
            throw new WorkbenchException($"Pair {broken} has the scores {chosen[broken]} and {rejected[broken]}; scores must be finite.");
        }

        int right = margins.Count(m => m > 0), ties = margins.Count(m => m == 0);
        return new RewardModelAccuracy
        {
            Count = margins.Length,
            Accuracy = (double)right / margins.Length,
            AccuracyWithHalfTies = (right + ties / 2.0) / margins.Length,
            Ties = ties,
            Interval = ProportionInterval.Wilson(right, margins.Length, level),
            MeanMargin = Descriptive.Mean(margins),
            MarginSpread = Descriptive.StandardDeviation(margins),
            LogLoss = -Descriptive.Mean(Array.ConvertAll(margins, PreferenceLikelihood.LogSigmoid)),
            Temperature = TemperatureScaling.Fit(margins),
        };
    }
}
