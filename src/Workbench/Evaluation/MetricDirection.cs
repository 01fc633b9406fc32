namespace Workbench.Evaluation;

/// <summary>Whether more of a metric is better.</summary>
public enum MetricDirection
{
    /// <summary>Neither: a change is only reported.</summary>
    Unspecified,

    /// <summary>More is better, such as a reward or a rating.</summary>
    HigherIsBetter,

    /// <summary>Less is better, such as toxicity.</summary>
    LowerIsBetter,
}
