namespace Workbench.Planning;

/// <summary>The sizes of one pass through a model.</summary>
/// <param name="Rows">B, texts.</param>
/// <param name="Prompt">Q, the longest prompt.</param>
/// <param name="Response">R, the longest response.</param>
/// <param name="Scored">At how many tokens the vocabulary is scored; 0 where only states are wanted.</param>
/// <param name="Wanted">How many states of a row are wanted: R, or 1 for a score.</param>
public readonly record struct PassShape(int Rows, int Prompt, int Response, long Scored, int Wanted)
{
    /// <summary>A pass that scores the tokens of responses.</summary>
    public static PassShape Of(IReadOnlyList<(int Prompt, int Response)> lengths, long? scored = null)
    {
        var response = lengths.Max(row => row.Response);
        return new PassShape(
            lengths.Count, lengths.Max(row => row.Prompt), response, scored ?? lengths.Sum(row => (long)row.Response), response);
    }

    /// <summary>A pass that gives one score a row.</summary>
    public static PassShape OfScores(IReadOnlyList<(int Prompt, int Response)> lengths) =>
        new(lengths.Count, lengths.Max(row => row.Prompt), lengths.Max(row => row.Response) + 1, 0, 1);

    /// <summary>A pass over whole rows.</summary>
    public static PassShape OfWholeRows(int rows, int width, long scored) => new(rows, 0, width + 1, scored, width);

    /// <summary>T, the tokens of a row that a decoder-only model reads: the last one predicts nothing.</summary>
    public int Width => Prompt + Response - 1;
}
