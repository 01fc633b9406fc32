using Workbench.Rlhf;

namespace Workbench.Training;

/// <summary>The penalty for leaving the reference.</summary>
public sealed record KlOptions
{
    /// <summary>beta at the start; at least 0. 0 switches the penalty off and shows what reward hacking is.</summary>
    public double Coefficient { get; init; } = 0.3;

    /// <summary>The KL of a response, in nats, that an adaptive beta aims at; null keeps beta fixed. Above 0.</summary>
    public double? Target { get; init; }

    /// <summary>Responses over which an adaptive beta acts; above 0.</summary>
    public double Horizon { get; init; } = 10000;

    /// <summary>How the divergence of a token is measured.</summary>
    public KlEstimator Estimator { get; init; } = KlEstimator.K1;

    /// <summary>
    /// Whether beta KL is a term of the loss with a gradient of its own (as in GRPO) instead of a penalty inside the reward. Take K2 or K3 then:
    /// the gradient of K1 is 0 on average. Not for Full.
    /// </summary>
    public bool InLoss { get; init; }

    internal void Validate(string owner)
    {
        OptionCheck.NotNegative($"{owner}.{nameof(Coefficient)}", Coefficient);
        OptionCheck.Positive($"{owner}.{nameof(Target)}", Target);
        OptionCheck.Positive($"{owner}.{nameof(Horizon)}", Horizon);
        OptionCheck.Require(!InLoss || Estimator != KlEstimator.Full, $"{owner}.{nameof(InLoss)}", InLoss, "false while Estimator is Full");
        OptionCheck.Require(Enum.IsDefined(Estimator), $"{owner}.{nameof(Estimator)}", Estimator, "K1, K2, K3, Abs or Full");
    }
}
