using System.Text.Json.Serialization;

namespace Workbench.Training;

/// <summary>One update of supervised fine-tuning.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Epoch">How often the data has been gone through after this update.</param>
/// <param name="Loss">Mean negative log-probability of a response token before the update, in nats.</param>
/// <param name="Tokens">Response tokens in the batch.</param>
/// <param name="LearningRate">Of this update.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Skipped">Whether the update was left out because the loss or the gradient was not finite.</param>
[TypeFormatterSource(typeof(RecordForm), PreferredMimeTypes = ["text/html"])]
public sealed record SftStep(
    int Step, double Epoch, double Loss, long Tokens, double LearningRate, double GradientNorm, bool Skipped)
{
    /// <summary>Held-out examples after this update; null where it was not a turn of <see cref="SftOptions.EvaluateEvery"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SftEvaluation? Evaluation { get; init; }
}

/// <summary>How well a model predicts held-out responses.</summary>
/// <param name="Loss">Mean negative log-probability of a response token, in nats.</param>
/// <param name="Accuracy">Share of response tokens that are the model's first choice.</param>
/// <param name="Tokens">Response tokens.</param>
public sealed record SftEvaluation(double Loss, double Accuracy, long Tokens)
{
    /// <summary>exp(loss): the number of equally likely tokens that would be as hard to predict.</summary>
    public double Perplexity => Math.Exp(Loss);
}
