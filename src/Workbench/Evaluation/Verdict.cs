namespace Workbench.Evaluation;

/// <summary>What a comparison shows.</summary>
public enum Verdict
{
    /// <summary>The data fit a rise, a fall and no change alike. Not the same as "equal".</summary>
    NoClearDifference,

    /// <summary>After is higher than before.</summary>
    Higher,

    /// <summary>After is lower than before.</summary>
    Lower,

    /// <summary>Any difference is smaller than the margin that matters.</summary>
    Equivalent,
}
