namespace Workbench.Training;

/// <summary>One update of a reward model.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Epoch">How often the data has been gone through after this update.</param>
/// <param name="Loss">Before the update.</param>
/// <param name="Accuracy">Share of pairs with different ratings that the rewards order as the ratings do, before the update; NaN without such pairs.</param>
/// <param name="Margin">Mean reward of the better minus the worse response over these pairs.</param>
/// <param name="MeanReward">Mean over all responses.</param>
/// <param name="LearningRate">Of the trunk in this update.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Skipped">Whether the update was left out because the loss or the gradient was not finite.</param>
[TypeFormatterSource(typeof(RecordForm), PreferredMimeTypes = ["text/html"])]
public sealed record RewardModelStep(
    int Step, double Epoch, double Loss, double Accuracy, double Margin, double MeanReward, double LearningRate, double GradientNorm, bool Skipped);

/// <summary>How well a reward model agrees with held-out ratings.</summary>
/// <param name="Accuracy">Share of pairs with different ratings that the rewards order as the ratings do; ties of rewards count one half.</param>
/// <param name="LogLoss">Mean of -log sigmoid(better - worse) over these pairs, in nats; log 2 is chance.</param>
/// <param name="Pairs">How many pairs.</param>
/// <param name="Mean">Mean reward of all responses.</param>
/// <param name="StandardDeviation">Of the rewards of all responses (N - 1).</param>
/// <param name="Calibration">Predicted against observed accuracy, in ten bins of the model's confidence from 0.5 to 1; empty bins are left out.</param>
[TypeFormatterSource(typeof(RecordForm), PreferredMimeTypes = ["text/html"])]
public sealed record RewardModelEvaluation(
    double Accuracy, double LogLoss, int Pairs, double Mean, double StandardDeviation, IReadOnlyList<CalibrationBin> Calibration)
{
    /// <summary>mean (reward - rating)^2 over responses: for rewards that were fitted to plain ratings.</summary>
    public double SquaredError { get; init; }

    /// <summary>Share of responses with a label of 0 or 1 for which the reward's sign says the same; NaN where no rating is such a label.</summary>
    public double LabelAccuracy { get; init; }
}

/// <summary>Pairs about whose order the model is about equally sure.</summary>
/// <param name="Confidence">Mean probability that the model gives to the order it prefers, sigmoid(|difference|).</param>
/// <param name="Accuracy">Share in which the ratings agree with that order.</param>
/// <param name="Count">Pairs in the bin.</param>
public sealed record CalibrationBin(double Confidence, double Accuracy, int Count);
