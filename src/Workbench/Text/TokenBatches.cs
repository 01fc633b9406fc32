using static TorchSharp.torch;

namespace Workbench.Text;

/// <summary>Lists of token ids as rectangles.</summary>
public static class TokenBatches
{
    /// <summary>Pads before each sequence, so that all end together: what prompts need.</summary>
    /// <param name="sequences">At least one.</param>
    /// <param name="padId">Fills the gaps; the mask is false there.</param>
    /// <param name="device">Where the tensors shall live; null for the CPU.</param>
    /// <exception cref="WorkbenchException">There is no sequence.</exception>
    public static TokenBatch LeftPadded(IReadOnlyList<IReadOnlyList<int>> sequences, int padId, Device? device = null) =>
        Padded(sequences, padId, TextSide.Left, device);

    /// <summary>Pads behind each sequence: what responses need.</summary>
    /// <param name="sequences">At least one.</param>
    /// <param name="padId">Fills the gaps; the mask is false there.</param>
    /// <param name="device">Where the tensors shall live; null for the CPU.</param>
    /// <param name="width">The least number of columns; the longest sequence may make it wider.</param>
    /// <exception cref="WorkbenchException">There is no sequence.</exception>
    public static TokenBatch RightPadded(
        IReadOnlyList<IReadOnlyList<int>> sequences, int padId, Device? device = null, long width = 0) =>
        Padded(sequences, padId, TextSide.Right, device, (int)width);

    /// <summary>The ids of each row without its padding, read back in one transfer each for ids and mask.</summary>
    public static IReadOnlyList<int[]> ToLists(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var ids = batch.Ids.cpu().flatten().data<long>().ToArray();
        var mask = batch.Mask.cpu().flatten().data<bool>().ToArray();
        var width = (int)batch.Width;
        return [.. Enumerable.Range(0, (int)batch.Count)
            .Select(row => Enumerable.Range(row * width, width).Where(i => mask[i]).Select(i => (int)ids[i]).ToArray())];
    }

    private static TokenBatch Padded(IReadOnlyList<IReadOnlyList<int>> sequences, int padId, TextSide side, Device? device, int width = 0)
    {
        var padded = PaddedTokens.Of(sequences, new PaddingOptions { PadId = padId, Side = side, MinWidth = width });
        long[] shape = [padded.Count, padded.Width];
        return new TokenBatch(tensor(padded.Ids, shape, device: device), tensor(padded.Mask, shape, device: device));
    }
}
