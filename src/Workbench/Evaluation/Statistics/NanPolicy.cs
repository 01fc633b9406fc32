namespace Workbench.Evaluation.Statistics;

/// <summary>What a test does with values that are not a number.</summary>
public enum NanPolicy
{
    /// <summary>One NaN in makes every figure of the result NaN.</summary>
    Propagate,

    /// <summary>They are left out; a test of pairs leaves out the whole pair.</summary>
    Omit,

    /// <summary>They are refused with an <see cref="ArgumentException"/>.</summary>
    Raise,
}
