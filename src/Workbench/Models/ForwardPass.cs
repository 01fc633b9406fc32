using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>What the layers need to know of the tokens that pass through them: their rows are [B T, H], T tokens of each of B sequences.</summary>
internal sealed class ForwardPass
{
    /// <summary>B.</summary>
    public required long Batch { get; init; }

    /// <summary>The place of each token in its sequence, int64 [B T]; padding has any place that exists.</summary>
    public required Tensor Positions { get; init; }

    /// <summary>
    /// The length of the longest text of which these are tokens, for rotary frequencies that depend on it; null takes it from the positions.
    /// </summary>
    public Func<long>? Longest { get; init; }

    /// <summary>Added to attention scores, [B, 1, T, S]: 0 where a token may look, a large negative number where not. Null: everywhere.</summary>
    public Tensor? Mask { get; init; }

    /// <summary>The tokens whose final states are wanted, int64 [N] into the B T rows, N a multiple of B; null for all of them.</summary>
    public Tensor? Wanted { get; init; }

    /// <summary>The rows of <see cref="Mask"/> that belong to <see cref="Wanted"/>, [B, 1, N / B, S].</summary>
    public Tensor? WantedMask { get; init; }

    /// <summary>Keys and values of earlier tokens; null where there are none to keep.</summary>
    public KvCache? Cache { get; init; }

    /// <summary>The states that enter layer <see cref="FirstLayer"/>, [B T, H]; null where the embeddings make them.</summary>
    public Tensor? Entering { get; init; }

    /// <summary>The first layer to run; 0 but for a pass that goes on where another one stopped.</summary>
    public int FirstLayer { get; init; }

    /// <summary>The layer that the pass stops before, to give the states that enter it; null runs to the end.</summary>
    public int? StopBefore { get; init; }

    /// <summary>Where the states between the layers are put, for those who want to look inside.</summary>
    public List<Tensor>? Trace { get; init; }

    /// <summary>Whether dropout is on.</summary>
    public bool Training { get; init; }

    /// <summary>Runs a layer: of all that it makes, only what it gives and what its gradient needs outlive it.</summary>
    /// <param name="entering">The states that enter it, [B T, H].</param>
    /// <param name="run">The layer.</param>
    public Tensor Layer(Tensor entering, Func<Tensor, Tensor> run)
    {
        using var scope = NewDisposeScope();
        return run(entering).MoveToOuterDisposeScope();
    }

    /// <summary>The mask of the queries: of all tokens, or of the wanted ones.</summary>
    public Tensor? MaskOf(bool wantedOnly) => wantedOnly ? WantedMask : Mask;

    /// <summary>Drops elements while training.</summary>
    public Tensor Dropout(Tensor input, double probability) =>
        Training && probability > 0 ? nn.functional.dropout(input, probability) : input;

    /// <summary>The rows of the wanted tokens.</summary>
    public Tensor Select(Tensor rows) => Wanted is null ? rows : rows.index_select(0, Wanted);

    /// <summary>The queries of the wanted tokens.</summary>
    /// <param name="heads">[B, h, T, d].</param>
    /// <returns>[B, h, N / B, d].</returns>
    public Tensor SelectHeads(Tensor heads)
    {
        var (count, width) = (heads.shape[1], heads.shape[3]);
        return Attention.Split(Select(heads.transpose(1, 2).reshape(-1, count * width)), Batch, count);
    }
}
