namespace Workbench.Notebooks;

/// <summary>One step of a notebook's execution.</summary>
/// <param name="State">What happened to the cell.</param>
/// <param name="Cell">The code cell, from 1.</param>
/// <param name="CellCount">How many code cells the notebook has.</param>
/// <param name="Heading">The nearest heading above the cell, without its number signs; empty where there is none.</param>
/// <param name="Elapsed">How long the cell has run.</param>
/// <param name="Text">What was printed, where <paramref name="State"/> is <see cref="NotebookCellState.Printed"/>; otherwise empty.</param>
public sealed record NotebookProgress(
    NotebookCellState State, int Cell, int CellCount, string Heading, TimeSpan Elapsed, string Text = "");
