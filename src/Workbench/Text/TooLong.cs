namespace Workbench.Text;

/// <summary>What happens to a sequence that is longer than a batch allows.</summary>
public enum TooLong
{
    /// <summary>It is a fault: nothing is lost unnoticed.</summary>
    Refuse,

    /// <summary>Its end is cut off.</summary>
    CutRight,

    /// <summary>Its beginning is cut off.</summary>
    CutLeft,
}
