using System.Text.Json.Serialization;

namespace Workbench.Training;

/// <summary>What one update measured, before its step. Means are over real tokens.</summary>
public sealed record MiniBatchFigures
{
    /// <summary>How many responses were learned from.</summary>
    public required int Responses { get; init; }

    /// <summary>How many of their tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>The clipped policy loss.</summary>
    public required double PolicyLoss { get; init; }

    /// <summary>The clipped value loss, not multiplied by its coefficient.</summary>
    public required double ValueLoss { get; init; }

    /// <summary>
    /// What was minimised: policy loss plus coefficient times value loss, less the entropy bonus, plus the KL term where that is part of the loss.
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>1/2 mean (log pi - log pi_old)^2.</summary>
    public required double ApproxKl { get; init; }

    /// <summary>mean (log pi_old - log pi).</summary>
    public required double PolicyKl { get; init; }

    /// <summary>Share of tokens whose policy loss was clipped.</summary>
    public required double ClipFraction { get; init; }

    /// <summary>Share of tokens whose value loss was clipped.</summary>
    public required double ValueClipFraction { get; init; }

    /// <summary>Mean ratio; 1 before the first update.</summary>
    public required double MeanRatio { get; init; }

    /// <summary>The largest ratio.</summary>
    public required double MaxRatio { get; init; }

    /// <summary>Mean exact entropy of the policy, in nats; NaN unless <see cref="PpoOptions.ExactEntropy"/>.</summary>
    public required double Entropy { get; init; }

    /// <summary>Mean advantage.</summary>
    public required double AdvantageMean { get; init; }

    /// <summary>Mean value of the head being trained.</summary>
    public required double ValuePrediction { get; init; }

    /// <summary>mean (V - R)^2 without clipping.</summary>
    public required double ValueError { get; init; }

    /// <summary>Mean return.</summary>
    public required double ReturnMean { get; init; }

    /// <summary>Variance of the returns (N - 1).</summary>
    public required double ReturnVariance { get; init; }

    /// <summary>Mean value at sampling time.</summary>
    public required double OldValueMean { get; init; }

    /// <summary>Variance of the values at sampling time (N - 1).</summary>
    public required double OldValueVariance { get; init; }

    /// <summary>The gradient's norm before clipping; 0 where <see cref="IsDiscarded"/>.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Whether the step was taken.</summary>
    public required bool Accepted { get; init; }

    /// <summary>
    /// Whether it is a forward pass that <see cref="GradientAccumulation.LastPassOnly"/> throws away: it was measured, and nothing was learned from it.
    /// </summary>
    public bool IsDiscarded { get; init; }

    /// <summary>Whether an update was due and was not made, because it was broken.</summary>
    [JsonIgnore]
    public bool IsSkipped => !Accepted && !IsDiscarded;

    /// <summary>The learning rate of the update.</summary>
    public required double LearningRate { get; init; }
}
