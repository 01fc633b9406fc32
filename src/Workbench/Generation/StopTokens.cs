using Workbench.Text;
using static TorchSharp.torch;

namespace Workbench.Generation;

/// <summary>Cuts responses at a stop token after the fact, for models that were left to run to the length limit.</summary>
public static class StopTokens
{
    /// <summary>The place of each row's first stop token.</summary>
    /// <param name="ids">int64 [B, R].</param>
    /// <param name="stopIds">The stop tokens; may be empty.</param>
    /// <returns>int64 [B]; R where a row has none.</returns>
    public static Tensor First(Tensor ids, IReadOnlyList<int> stopIds)
    {
        using var scope = NewDisposeScope();
        var found = stopIds.Aggregate(zeros_like(ids, ScalarType.Bool), (any, id) => any.logical_or(ids.eq(id)));
        var places = arange(ids.shape[1], dtype: ScalarType.Int64, device: ids.device).expand(ids.shape);
        return places.masked_fill(found.logical_not(), ids.shape[1]).amin([1L]).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps each row up to and with its first stop token and pads behind it (TRL: <c>truncate_response</c>).</summary>
    /// <param name="responses">[B, R], right-padded.</param>
    /// <param name="stopIds">The stop tokens.</param>
    /// <param name="padId">What stands behind the end.</param>
    /// <returns>[B, R]; the mask is false behind the stop token too.</returns>
    public static TokenBatch Truncate(TokenBatch responses, IReadOnlyList<int> stopIds, int padId)
    {
        using var scope = NewDisposeScope();
        var places = arange(responses.Width, dtype: ScalarType.Int64, device: responses.Ids.device);
        var behind = places > First(responses.Ids, stopIds).unsqueeze(1);
        return new TokenBatch(
            responses.Ids.masked_fill(behind, padId).DetachFromDisposeScope(),
            responses.Mask.logical_and(behind.logical_not()).DetachFromDisposeScope());
    }
}
