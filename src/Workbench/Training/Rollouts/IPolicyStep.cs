namespace Workbench.Training;

/// <summary>One iteration of training a policy by its own responses, whatever the algorithm: what PPO and the group algorithms tell alike.</summary>
public interface IPolicyStep
{
    /// <summary>From 1.</summary>
    int Iteration { get; }

    /// <summary>Mean score, as the reward gave it.</summary>
    double Score { get; }

    /// <summary>Mean log-ratio to the reference of a response (summed over its tokens), in nats.</summary>
    double SampledKl { get; }

    /// <summary>Mean loss of the updates.</summary>
    double Loss { get; }

    /// <summary>Signs of a collapse, in words; empty when all is well.</summary>
    IReadOnlyList<string> Alarms { get; }

    /// <summary>The responses.</summary>
    IReadOnlyList<PpoSample> Samples { get; }
}
