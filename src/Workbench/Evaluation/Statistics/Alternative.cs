namespace Workbench.Evaluation.Statistics;

/// <summary>What a test asks about x against y (or about a sample against a fixed value).</summary>
public enum Alternative
{
    /// <summary>x differs from y, in either direction.</summary>
    TwoSided,

    /// <summary>x is smaller than y.</summary>
    Less,

    /// <summary>x is larger than y.</summary>
    Greater,
}
