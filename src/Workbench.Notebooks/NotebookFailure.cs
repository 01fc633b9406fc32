namespace Workbench.Notebooks;

/// <summary>The first cell of a notebook that failed.</summary>
/// <param name="Cell">The code cell, from 1; the number that stands beside it once it ran.</param>
/// <param name="Heading">The nearest heading above the cell; empty where there is none.</param>
/// <param name="Line">The line in that cell, from 1; null where no line is to blame.</param>
/// <param name="Kind">Why it failed.</param>
/// <param name="Message">What the compiler or the exception says.</param>
public sealed record NotebookFailure(int Cell, string Heading, int? Line, NotebookFailureKind Kind, string Message)
{
    /// <summary>"cell 3 (Rewards), line 2: message".</summary>
    public override string ToString() =>
        $"cell {Cell}{(Heading.Length > 0 ? $" ({Heading})" : "")}{(Line is null ? "" : $", line {Line}")}: {Message}";
}
