namespace Workbench.Text.Pipeline;

/// <summary>What becomes of the delimiters that a text is split at.</summary>
internal enum SplitBehavior
{
    /// <summary>They are dropped.</summary>
    Removed,

    /// <summary>Each is a part of its own.</summary>
    Isolated,

    /// <summary>Each ends the part before it.</summary>
    MergedWithPrevious,

    /// <summary>Each begins the part after it.</summary>
    MergedWithNext,

    /// <summary>Neighbours that are both delimiters, or both not, are one part.</summary>
    Contiguous,
}
