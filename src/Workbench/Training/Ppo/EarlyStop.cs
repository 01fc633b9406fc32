namespace Workbench.Training;

/// <summary>Ends the updates of an iteration when the policy has moved far from the one that sampled: 1.5 times the target.</summary>
public sealed record EarlyStop
{
    /// <summary>mean (log pi_old - log pi) of a token that is aimed at, in nats; above 0.</summary>
    public double TargetKl { get; init; } = 1.0;

    /// <summary>Whether to look after each update (TRL 25fa1bd) instead of at the end of each epoch (TRL 0.11.4).</summary>
    public bool EachUpdate { get; init; }

    /// <summary>
    /// Whether the sign counts, as in TRL: a policy that has moved as far the other way is not stopped.
    /// False looks at 1/2 mean (log pi - log pi_old)^2, which cannot be negative.
    /// </summary>
    public bool Signed { get; init; }

    internal void Validate(string owner) => OptionCheck.Positive($"{owner}.{nameof(TargetKl)}", TargetKl);
}
