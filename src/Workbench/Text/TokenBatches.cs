using static TorchSharp.torch;

namespace Workbench.Text;

/// <summary>Lists of token ids as rectangles.</summary>
public static class TokenBatches
{
    /// <summary>Pads before each sequence, so that all end together: what prompts need.</summary>
    /// <param name="sequences">At least one.</param>
    /// <param name="padId">Fills the gaps; the mask is false there.</param>
    /// <param name="device">Where the tensors shall live; null for the CPU.</param>
    public static TokenBatch LeftPadded(IReadOnlyList<IReadOnlyList<int>> sequences, int padId, Device? device = null) =>
        Padded(sequences, padId, left: true, device);

    /// <summary>Pads behind each sequence: what responses need.</summary>
    /// <param name="sequences">At least one.</param>
    /// <param name="padId">Fills the gaps; the mask is false there.</param>
    /// <param name="device">Where the tensors shall live; null for the CPU.</param>
    /// <param name="width">Columns, at least as many as the longest sequence has tokens; 0 for just that many.</param>
    public static TokenBatch RightPadded(
        IReadOnlyList<IReadOnlyList<int>> sequences, int padId, Device? device = null, long width = 0) =>
        Padded(sequences, padId, left: false, device, width);

    /// <summary>The ids of each row without its padding, read back in one transfer each for ids and mask.</summary>
    public static IReadOnlyList<int[]> ToLists(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var ids = batch.Ids.cpu().data<long>().ToArray();
        var mask = batch.Mask.cpu().data<bool>().ToArray();
        var width = (int)batch.Width;
        return [.. Enumerable.Range(0, (int)batch.Count)
            .Select(row => Enumerable.Range(row * width, width).Where(i => mask[i]).Select(i => (int)ids[i]).ToArray())];
    }

    private static TokenBatch Padded(IReadOnlyList<IReadOnlyList<int>> sequences, int padId, bool left, Device? device, long columns = 0)
    {
        if (sequences.Count == 0)
        {
            throw new ArgumentException("A batch needs at least one sequence.", nameof(sequences));
        }

        var width = Math.Max((int)columns, sequences.Max(sequence => sequence.Count));
        var ids = new long[sequences.Count * width];
        var mask = new bool[ids.Length];
        Array.Fill(ids, padId);
        for (var row = 0; row < sequences.Count; row++)
        {
            var sequence = sequences[row];
            var start = row * width + (left ? width - sequence.Count : 0);
            for (var i = 0; i < sequence.Count; i++)
            {
                ids[start + i] = sequence[i];
                mask[start + i] = true;
            }
        }

        return new TokenBatch(
            tensor(ids, [sequences.Count, width], device: device), tensor(mask, [sequences.Count, width], device: device));
    }
}
