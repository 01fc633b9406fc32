using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>Draws from distributions with given uniform numbers, so that a draw can be repeated anywhere.</summary>
public static class InverseCdf
{
    /// <summary>
    /// For each row the number of cumulative probabilities, in vocabulary order, that are at most u: the token whose share of [0, 1) holds u.
    /// Where rounding leaves the sum below u, the last token with a probability above zero.
    /// </summary>
    /// <param name="probabilities">[B, V]; summed in float64.</param>
    /// <param name="uniforms">Numbers in [0, 1), float64 [B].</param>
    /// <returns>int64 [B].</returns>
    public static Tensor Draw(Tensor probabilities, Tensor uniforms)
    {
        using var scope = NewDisposeScope();
        if (probabilities.device_type == DeviceType.CPU && probabilities.dtype == ScalarType.Float32)
        {
            return tensor(Walk(probabilities.contiguous(), uniforms.data<double>().ToArray())).MoveToOuterDisposeScope();
        }

        var cumulative = probabilities.cumsum(1, ScalarType.Float64);
        var index = searchsorted(cumulative, uniforms.unsqueeze(1), right: true).squeeze(1);
        var columns = arange(probabilities.shape[1], dtype: ScalarType.Int64, device: probabilities.device);
        var last = probabilities.gt(0).mul(columns).amax(1);
        return minimum(index, last).MoveToOuterDisposeScope();
    }

    // The same sums in the same order, but none beyond the token that holds u.
    private static long[] Walk(Tensor probabilities, double[] uniforms)
    {
        var vocabulary = (int)probabilities.shape[1];
        var all = MemoryMarshal.Cast<byte, float>(probabilities.bytes);
        var drawn = new long[uniforms.Length];
        for (var row = 0; row < drawn.Length; row++)
        {
            var own = all.Slice(row * vocabulary, vocabulary);
            var sum = 0.0;
            var id = 0;
            for (; id < vocabulary && (sum += own[id]) <= uniforms[row]; id++)
            {
            }

            drawn[row] = id < vocabulary ? id : Math.Max(own.LastIndexOfAnyInRange(float.Epsilon, float.PositiveInfinity), 0);
        }

        return drawn;
    }
}
