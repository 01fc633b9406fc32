using static TorchSharp.torch;

namespace Workbench.Rlhf;

/// <summary>Where responses end, for sampling that runs on to a fixed length (the "EOS trick" of the N+ paper, detail 23; TRL's PPOv2).</summary>
public static class ResponseEnd
{
    /// <summary>The first true position of each row, or the width where there is none (TRL `first_true_indices`).</summary>
    /// <param name="rows">Boolean, [B, R].</param>
    /// <returns>int64 [B], in [0, R].</returns>
    /// <exception cref="ArgumentException">It has other dimensions or is not boolean.</exception>
    public static Tensor FirstTrue(Tensor rows)
    {
        Shapes.RequireDimensions(rows, 2);
        Shapes.RequireMask(rows, rows);
        using var scope = NewDisposeScope();
        var width = rows.shape[1];
        var positions = arange(width, ScalarType.Int64, rows.device);
        return scope.MoveToOuter((positions - width).expand_as(rows).masked_fill(rows.eq(false), 0).amin([1L]) + width);
    }

    /// <summary>The responses with <paramref name="padId"/> behind the first <paramref name="stopId"/> of each (TRL `truncate_response`).</summary>
    /// <param name="responses">int64 ids, [B, R].</param>
    /// <param name="stopId">Stays; what follows it does not.</param>
    /// <param name="padId">Fills the rest.</param>
    /// <returns>[B, R].</returns>
    /// <exception cref="ArgumentException">It has other dimensions.</exception>
    public static Tensor Truncate(Tensor responses, long stopId, long padId)
    {
        using var scope = NewDisposeScope();
        var stop = FirstTrue(responses.eq(stopId)).unsqueeze(-1);
        var positions = arange(responses.shape[1], ScalarType.Int64, responses.device);
        return scope.MoveToOuter(responses.masked_fill(positions > stop, padId));
    }

    /// <summary>
    /// True before the first pad of each row. A pad that was itself sampled ends the response, as in TRL's PPOv2; a row that begins with one is empty.
    /// </summary>
    /// <param name="responses">int64 ids, [B, R].</param>
    /// <param name="padId">Must differ from the end token.</param>
    /// <returns>Boolean, [B, R].</returns>
    /// <exception cref="ArgumentException">It has other dimensions.</exception>
    public static Tensor Mask(Tensor responses, long padId)
    {
        using var scope = NewDisposeScope();
        var length = FirstTrue(responses.eq(padId)).unsqueeze(-1);
        return scope.MoveToOuter(arange(responses.shape[1], ScalarType.Int64, responses.device) < length);
    }
}
