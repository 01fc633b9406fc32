namespace Workbench.Notebooks;

/// <summary>What happened to a cell.</summary>
public enum NotebookCellState
{
    /// <summary>It began.</summary>
    Started,

    /// <summary>It printed text.</summary>
    Printed,

    /// <summary>It ended well.</summary>
    Finished,

    /// <summary>It failed, and no later cell runs.</summary>
    Failed,
}
