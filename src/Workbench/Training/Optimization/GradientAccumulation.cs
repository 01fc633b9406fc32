namespace Workbench.Training;

/// <summary>How the gradients of the forward passes of an update are put together.</summary>
public enum GradientAccumulation
{
    /// <summary>Every token weighs the same: the result does not depend on the size of the passes.</summary>
    Tokens,

    /// <summary>Every pass weighs the same, whatever its number of tokens (TRL 0.11.4).</summary>
    Passes,

    /// <summary>
    /// Only the last pass counts, divided by the number of passes: the defect of TRL 25fa1bd, which zeroes gradients before each pass. There passes
    /// are counted through (accelerate's <c>accumulate</c>): a count that is not full when an epoch or an iteration ends goes on in the next one, and
    /// an iteration may end without an update. Each pass has figures and an early stop of its own.
    /// </summary>
    LastPassOnly,
}
