namespace Workbench.Training;

/// <summary>When an iteration is reported as a likely collapse. Alarms never stop a training.</summary>
public sealed record AlarmOptions
{
    /// <summary>Mean KL of a response below this, in nats: sampling and scoring disagree (TRL warns at -1).</summary>
    public double LowestKl { get; init; } = -1;

    /// <summary>Mean KL of a response above this, in nats: the policy no longer speaks the reference's language.</summary>
    public double HighestKl { get; init; } = 50;

    /// <summary>Entropy of a token below this fraction of the first iteration's.</summary>
    public double LowestEntropyFraction { get; init; } = 0.1;

    /// <summary>Share of different responses among those of a batch below this.</summary>
    public double LowestDistinctShare { get; init; } = 0.5;
}
