using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Bars single tokens always, and the last token of a longer sequence where the tokens before it have just come.</summary>
/// <param name="words">Token sequences.</param>
/// <param name="endIds">A word that is a single end id is left out.</param>
public sealed class BadWords(IReadOnlyList<IReadOnlyList<int>> words, IReadOnlyList<int> endIds) : ILogitsProcessor
{
    private readonly IReadOnlyList<int>[] words = [.. words.Where(word => word.Count > 1 || !endIds.Contains(word[0]))];

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history) =>
        Barred.Apply(scores, history.Rows.Select(row => words.Where(word => Completes(word, row)).Select(word => word[^1])));

    private static bool Completes(IReadOnlyList<int> word, IReadOnlyList<int> row)
    {
        if (word.Count == 1)
        {
            return true;
        }

        // transformers leaves out words that are longer than the row, although all but their last token may have come.
        return word.Count <= row.Count && word.Take(word.Count - 1).SequenceEqual(row.Skip(row.Count - word.Count + 1));
    }
}
