namespace Workbench.Evaluation.Agreement;

/// <summary>How bad it is when two raters choose different categories.</summary>
public enum KappaWeights
{
    /// <summary>Every difference is as bad: for names.</summary>
    None,

    /// <summary>By the number of steps between the categories: for ordered ratings.</summary>
    Linear,

    /// <summary>By the square of the number of steps (Cohen 1968).</summary>
    Quadratic,
}
