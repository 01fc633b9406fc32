using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Bars tokens that would complete a run of n tokens that the row already holds (Paulus et al. 2018).</summary>
/// <param name="n">At least 1; 1 bars every token seen.</param>
public sealed class NoRepeatNgram(int n) : ILogitsProcessor
{
    private readonly int n = n > 0 ? n : throw new ArgumentOutOfRangeException(nameof(n), n, "Must be at least 1.");

    /// <inheritdoc/>
    public Tensor Process(Tensor scores, TokenHistory history) =>
        Barred.Apply(scores, history.Rows.Select(Completions));

    private IEnumerable<int> Completions(IReadOnlyList<int> row)
    {
        var tail = row.Count - (n - 1);
        for (var start = 0; start + n <= row.Count; start++)
        {
            var same = 0;
            while (same < n - 1 && row[start + same] == row[tail + same])
            {
                same++;
            }

            if (same == n - 1)
            {
                yield return row[start + n - 1];
            }
        }
    }
}
