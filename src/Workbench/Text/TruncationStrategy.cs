namespace Workbench.Text;

/// <summary>Which text of a pair gives way when both together are too long.</summary>
public enum TruncationStrategy
{
    /// <summary>The longer one; when both are longer than half, each is cut to half.</summary>
    LongestFirst,

    /// <summary>The first alone; a fault where it would have to vanish.</summary>
    OnlyFirst,

    /// <summary>The second alone; a fault where it would have to vanish, or where there is none.</summary>
    OnlySecond,
}
