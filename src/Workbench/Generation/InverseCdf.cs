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
        var cumulative = probabilities.cumsum(1, ScalarType.Float64);
        var index = searchsorted(cumulative, uniforms.unsqueeze(1), right: true).squeeze(1);
        var columns = arange(probabilities.shape[1], dtype: ScalarType.Int64, device: probabilities.device);
        var last = probabilities.gt(0).mul(columns).amax(1);
        return minimum(index, last).MoveToOuterDisposeScope();
    }
}
