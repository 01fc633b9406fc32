using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>Where tokens stand, worked out from their mask alone, whichever side they are padded on.</summary>
internal static class TokenPositions
{
    /// <summary>The place of each real token among the real ones of its row, from 0; padding has some place that a real token has, or 0.</summary>
    /// <param name="mask">bool [B, T].</param>
    /// <returns>int64 [B, T].</returns>
    public static Tensor FromMask(Tensor mask) => mask.cumsum(1, ScalarType.Int64).sub_(1).clamp_(min: 0);

    /// <summary>The length of the longest text; waits for the device to know it.</summary>
    /// <param name="positions">Places from 0, int64 of any shape.</param>
    public static long Longest(Tensor positions)
    {
        using var last = positions.max().cpu();
        return last.item<long>() + 1;
    }

    /// <summary>The column of each row's last real token; 0 for a row without any.</summary>
    /// <param name="mask">bool [B, T].</param>
    /// <returns>int64 [B].</returns>
    public static Tensor Last(Tensor mask) => (mask * arange(mask.shape[1], dtype: ScalarType.Int64, device: mask.device)).amax([1]);

    /// <summary>The order of columns that moves each row's padding to the left and keeps the rest as it is.</summary>
    /// <param name="mask">bool [B, T].</param>
    /// <returns>int64 [B, T].</returns>
    public static Tensor PaddingFirst(Tensor mask) => mask.to(ScalarType.Int32).sort(dim: 1, stable: true).Indices;
}
