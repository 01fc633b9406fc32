namespace Workbench.Notebooks;

/// <summary>What executing a notebook gave.</summary>
/// <param name="Notebook">The notebook that was executed.</param>
/// <param name="OutputFile">The executed copy, with the outputs of all cells that ran.</param>
/// <param name="HtmlFile">The web page, where one was asked for.</param>
/// <param name="CellCount">How many code cells the notebook has.</param>
/// <param name="CellsRun">How many of them ran, the failed one included.</param>
/// <param name="Elapsed">How long all of it took.</param>
/// <param name="Failure">The cell that failed; null where all cells ran to the end.</param>
public sealed record NotebookResult(
    string Notebook, string OutputFile, string? HtmlFile, int CellCount, int CellsRun, TimeSpan Elapsed, NotebookFailure? Failure);
