namespace Workbench.Training;

/// <summary>What happens to an update whose mean ratio exceeds the limit, or whose loss or gradient is not finite.</summary>
public enum BrokenUpdate
{
    /// <summary>Weights, moments and counters stay untouched; it is counted.</summary>
    Skip,

    /// <summary>
    /// The loss is multiplied by zero and the optimizer still steps (TRL 0.11.4): momentum moves the weights, and infinity times zero is NaN.
    /// A loss that is not finite is not looked for.
    /// </summary>
    ZeroLoss,
}
