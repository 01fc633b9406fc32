namespace Workbench.Notebooks;

/// <summary>How a notebook is executed.</summary>
public sealed record NotebookRunOptions
{
    /// <summary>
    /// Values by name, as typed on the command line. Each replaces the value of a variable that the cell tagged <c>parameters</c> declares,
    /// right after that cell, and is converted to the variable's type.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder that gets the executed copy, under the notebook's own name; relative to the current directory. Made if missing.</summary>
    public string OutputFolder { get; init; } = Path.Combine("runs", "notebooks");

    /// <summary>Whether the executed copy is also written as a web page.</summary>
    public bool Html { get; init; }

    /// <summary>How long one cell may take; null for as long as it needs.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="WorkbenchException">A timeout that is not positive, or an output folder without a name.</exception>
    public void Validate()
    {
        if (CellTimeout is { } timeout && timeout <= TimeSpan.Zero)
        {
            throw new WorkbenchException($"CellTimeout is {timeout}, it must be longer than nothing.");
        }

        if (string.IsNullOrWhiteSpace(OutputFolder))
        {
            throw new WorkbenchException("OutputFolder is empty, it must name a folder.");
        }
    }
}
