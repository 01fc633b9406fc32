namespace Workbench.Training;

/// <summary>How the learning rate goes on after the warm-up.</summary>
public enum Schedule
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls on a straight line to the final fraction.</summary>
    Linear,

    /// <summary>It falls along half a cosine to the final fraction (Loshchilov and Hutter 2017, without restarts).</summary>
    Cosine,
}
