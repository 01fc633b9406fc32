using static TorchSharp.torch;

namespace Workbench.Text;

/// <summary>Puts token sequences into tensors.</summary>
public static class TokenCollation
{
    /// <summary>Pads sequences to a batch.</summary>
    /// <param name="sequences">B sequences of ids; at least one, each may be empty.</param>
    /// <param name="options">Side, lengths and padding id.</param>
    /// <param name="device">Where the tensors live; null for the CPU.</param>
    /// <returns>Ids int64 [B, T] and mask bool [B, T]; the caller owns both.</returns>
    /// <exception cref="WorkbenchException">See <see cref="PaddedTokens.Of"/>.</exception>
    public static TokenBatch Collate(IReadOnlyList<IReadOnlyList<int>> sequences, PaddingOptions options, Device? device = null)
    {
        var padded = PaddedTokens.Of(sequences, options);
        long[] shape = [padded.Count, padded.Width];
        return new TokenBatch(tensor(padded.Ids, shape, device: device), tensor(padded.Mask, shape, device: device));
    }

    /// <summary>The real tokens of each row, without padding.</summary>
    /// <param name="batch">Ids [B, T] and mask [B, T].</param>
    public static IReadOnlyList<int[]> Sequences(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var ids = batch.Ids.cpu().flatten().data<long>().ToArray();
        var mask = batch.Mask.cpu().flatten().data<bool>().ToArray();
        var width = (int)batch.Width;
        return [.. Enumerable.Range(0, (int)batch.Count).Select(row =>
            Enumerable.Range(row * width, width).Where(i => mask[i]).Select(i => (int)ids[i]).ToArray())];
    }
}
