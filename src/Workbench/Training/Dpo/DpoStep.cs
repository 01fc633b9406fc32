namespace Workbench.Training;

/// <summary>One update of direct preference optimization. Rewards are the implicit ones, beta (log pi - log ref) of a whole response.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Epoch">How often the data has been gone through after this update.</param>
/// <param name="Loss">Before the update.</param>
/// <param name="Accuracy">Share of pairs whose chosen response has the higher reward; a tie counts one half.</param>
/// <param name="Margin">Mean reward of the chosen minus the rejected response.</param>
/// <param name="ChosenReward">Mean over the chosen responses. Where it falls along with the rejected one, both become unlikely.</param>
/// <param name="RejectedReward">Mean over the rejected responses.</param>
/// <param name="LearningRate">Of this update.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Skipped">Whether the update was left out because the loss or the gradient was not finite.</param>
[TypeFormatterSource(typeof(RecordForm), PreferredMimeTypes = ["text/html"])]
public sealed record DpoStep(
    int Step, double Epoch, double Loss, double Accuracy, double Margin, double ChosenReward, double RejectedReward, double LearningRate,
    double GradientNorm, bool Skipped);

/// <summary>How well a policy's implicit rewards agree with held-out comparisons.</summary>
/// <param name="Loss">Mean over pairs.</param>
/// <param name="Accuracy">Share of pairs whose chosen response has the higher reward; a tie counts one half.</param>
/// <param name="Margin">Mean reward of the chosen minus the rejected response.</param>
/// <param name="Pairs">How many pairs.</param>
public sealed record DpoEvaluation(double Loss, double Accuracy, double Margin, int Pairs);
