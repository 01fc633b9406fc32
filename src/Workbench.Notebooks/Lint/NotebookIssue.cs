namespace Workbench.Notebooks;

/// <summary>Something in a notebook that breaks a rule of <see cref="NotebookLint"/>.</summary>
/// <param name="Rule">The rule's short name.</param>
/// <param name="Cell">The cell, from 1, text cells counted; null where it concerns the whole notebook.</param>
/// <param name="Line">The line in the cell, from 1; null where it concerns the whole cell.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public sealed record NotebookIssue(string Rule, int? Cell, int? Line, string Message)
{
    /// <summary>"cell 3, line 2: message [rule]".</summary>
    public override string ToString() =>
        (Cell is null ? "" : $"cell {Cell}{(Line is null ? "" : $", line {Line}")}: ") + $"{Message} [{Rule}]";
}
