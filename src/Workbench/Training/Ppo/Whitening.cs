namespace Workbench.Training;

/// <summary>Over which tokens advantages are brought to mean 0 and variance 1.</summary>
public enum Whitening
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>All tokens of the rollout (TRL 0.11.4, PPOv2).</summary>
    Batch,

    /// <summary>The tokens of each update (the "N implementation details", detail 18).</summary>
    MiniBatch,

    /// <summary>The tokens of each forward pass (TRL 25fa1bd, whose passes are the mini-batches that gradients are accumulated over).</summary>
    MicroBatch,
}
