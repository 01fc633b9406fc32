namespace Workbench.Notebooks;

/// <summary>Why a cell failed.</summary>
public enum NotebookFailureKind
{
    /// <summary>Its code does not compile, or one of its magic commands is wrong.</summary>
    Compilation,

    /// <summary>Its code threw an exception.</summary>
    Exception,

    /// <summary>It took longer than <see cref="NotebookRunOptions.CellTimeout"/>.</summary>
    Timeout,

    /// <summary>It is written in a language that the runner does not run.</summary>
    Language,
}
