using System.Text.Json.Serialization;

namespace Workbench.Training;

/// <summary>
/// One iteration of PPO: a rollout and its updates. Everything about responses describes the policy before the updates; losses and ratios are
/// means over the updates.
/// </summary>
[TypeFormatterSource(typeof(RecordForm), PreferredMimeTypes = ["text/html"])]
public sealed record PpoStep : IPolicyStep
{
    /// <summary>From 1.</summary>
    public required int Iteration { get; init; }

    /// <summary>Mean score, as the reward gave it.</summary>
    public required double Score { get; init; }

    /// <summary>Standard deviation of the scores (N - 1).</summary>
    public required double ScoreDeviation { get; init; }

    /// <summary>Mean score after penalties, scaling and clipping.</summary>
    public required double ScoreUsed { get; init; }

    /// <summary>Mean divergence from the reference of a response (summed over its tokens), in nats, as the chosen estimator measures it.</summary>
    public required double Kl { get; init; }

    /// <summary>The same with the plain log-ratio, comparable between estimators.</summary>
    public required double SampledKl { get; init; }

    /// <summary>beta in this iteration.</summary>
    public required double KlCoefficient { get; init; }

    /// <summary>Mean of what is maximised: score used minus beta times KL, of a response.</summary>
    public required double Objective { get; init; }

    /// <summary>Mean of -log pi of the sampled tokens, in nats a token: an unbiased estimate of the entropy at sampled positions.</summary>
    public required double Entropy { get; init; }

    /// <summary>Mean tokens of a response, the end token included.</summary>
    public required double MeanLength { get; init; }

    /// <summary>Share of responses that ended by themselves.</summary>
    public required double EndedShare { get; init; }

    /// <summary>Different responses over responses.</summary>
    public required double DistinctShare { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.PolicyLoss"/>.</summary>
    public required double PolicyLoss { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.ValueLoss"/>.</summary>
    public required double ValueLoss { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.Loss"/>.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.ApproxKl"/>.</summary>
    public required double ApproxKl { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.PolicyKl"/>.</summary>
    public required double PolicyKl { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.ClipFraction"/>.</summary>
    public required double ClipFraction { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.ValueClipFraction"/>.</summary>
    public required double ValueClipFraction { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.MeanRatio"/>.</summary>
    public required double MeanRatio { get; init; }

    /// <summary>The largest ratio of any token in any update.</summary>
    public required double MaxRatio { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.ReturnMean"/>.</summary>
    public required double ReturnMean { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.ValuePrediction"/>.</summary>
    public required double ValueMean { get; init; }

    /// <summary>1 - mean value error / mean variance of returns: 1 for perfect values, 0 for values no better than a constant.</summary>
    public required double ExplainedVariance { get; init; }

    /// <summary>Mean over updates of <see cref="MiniBatchFigures.GradientNorm"/>; 0 where no update was due.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The learning rate of the last update.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Updates done, skipped ones included.</summary>
    public required int UpdateCount { get; init; }

    /// <summary>Updates of this iteration that were skipped because they were broken.</summary>
    public required int SkippedUpdates { get; init; }

    /// <summary>Signs of a collapse, in words; empty when all is well.</summary>
    public required IReadOnlyList<string> Alarms { get; init; }

    /// <summary>The responses.</summary>
    [JsonIgnore]
    public IReadOnlyList<PpoSample> Samples { get; init; } = [];

    /// <summary>Each update; with <see cref="GradientAccumulation.LastPassOnly"/> each forward pass.</summary>
    [JsonIgnore]
    public IReadOnlyList<MiniBatchFigures> Updates { get; init; } = [];

    /// <summary>How long the parts of the iteration took.</summary>
    [JsonIgnore]
    public PpoTimes Times { get; init; }
}

/// <summary>How long the parts of an iteration took.</summary>
/// <param name="Generation">Sampling responses.</param>
/// <param name="Scoring">The reward.</param>
/// <param name="Experience">Log-probabilities, reference, values and advantages.</param>
/// <param name="Updates">All updates.</param>
public readonly record struct PpoTimes(TimeSpan Generation, TimeSpan Scoring, TimeSpan Experience, TimeSpan Updates);
