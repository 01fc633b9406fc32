using System.Text.Json.Serialization;

namespace Workbench.Training;

/// <summary>
/// One iteration on groups of responses. Everything about responses describes the policy before the updates, under the names of
/// <see cref="PpoStep"/>; losses and ratios are means over the updates.
/// </summary>
[TypeFormatterSource(typeof(RecordForm), PreferredMimeTypes = ["text/html"])]
public sealed record GroupStep : IPolicyStep
{
    /// <summary>From 1.</summary>
    public required int Iteration { get; init; }

    /// <summary>Mean score, as the reward gave it.</summary>
    public required double Score { get; init; }

    /// <summary>Standard deviation of the scores (N - 1).</summary>
    public required double ScoreDeviation { get; init; }

    /// <summary>Mean score after penalties and clipping.</summary>
    public required double ScoreUsed { get; init; }

    /// <summary>Mean log-ratio to the reference of a response (summed over its tokens), in nats: an estimate of the KL.</summary>
    public required double SampledKl { get; init; }

    /// <summary>beta.</summary>
    public required double KlCoefficient { get; init; }

    /// <summary>Mean of what is maximised: score used minus beta times KL, of a response.</summary>
    public required double Objective { get; init; }

    /// <summary>Mean of -log pi of the sampled tokens, in nats a token.</summary>
    public required double Entropy { get; init; }

    /// <summary>Mean tokens of a response, the end token included.</summary>
    public required double MeanLength { get; init; }

    /// <summary>Share of responses that ended by themselves.</summary>
    public required double EndedShare { get; init; }

    /// <summary>Different responses over responses.</summary>
    public required double DistinctShare { get; init; }

    /// <summary>Share of groups whose scores are all equal, from which nothing can be learned.</summary>
    public required double SilentShare { get; init; }

    /// <summary>Mean loss.</summary>
    public required double Loss { get; init; }

    /// <summary>1/2 mean (log pi - log pi_old)^2 over tokens.</summary>
    public required double ApproxKl { get; init; }

    /// <summary>mean (log pi_old - log pi) over tokens.</summary>
    public required double PolicyKl { get; init; }

    /// <summary>Mean ratio of a token; 1 before the first update.</summary>
    public required double MeanRatio { get; init; }

    /// <summary>The largest ratio of any token in any update.</summary>
    public required double MaxRatio { get; init; }

    /// <summary>The gradient's norm before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The learning rate of the last update.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Updates done since the start, skipped ones included.</summary>
    public required int UpdateCount { get; init; }

    /// <summary>Updates of this iteration that were skipped because they were broken.</summary>
    public required int SkippedUpdates { get; init; }

    /// <summary>Signs of a collapse, in words; empty when all is well.</summary>
    public required IReadOnlyList<string> Alarms { get; init; }

    /// <summary>The responses.</summary>
    [JsonIgnore]
    public IReadOnlyList<PpoSample> Samples { get; init; } = [];

    /// <summary>Each update.</summary>
    [JsonIgnore]
    public IReadOnlyList<GroupUpdateFigures> Updates { get; init; } = [];
}

/// <summary>What one update on groups measured, before its step.</summary>
/// <param name="Loss">What was minimised.</param>
/// <param name="ApproxKl">1/2 mean (log pi - log pi_old)^2 over tokens.</param>
/// <param name="PolicyKl">mean (log pi_old - log pi) over tokens.</param>
/// <param name="MeanRatio">Mean ratio of a token.</param>
/// <param name="MaxRatio">The largest ratio of a token.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Accepted">Whether the step was taken.</param>
/// <param name="LearningRate">Of the update.</param>
public sealed record GroupUpdateFigures(
    double Loss, double ApproxKl, double PolicyKl, double MeanRatio, double MaxRatio, double GradientNorm, bool Accepted, double LearningRate);
