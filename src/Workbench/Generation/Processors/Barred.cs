using static TorchSharp.torch;

namespace Workbench.Generation.Processors;

/// <summary>Bars chosen tokens, a set of its own for each row.</summary>
internal static class Barred
{
    /// <summary>Sets the scores of a row's tokens to minus infinity.</summary>
    /// <param name="scores">[B, V].</param>
    /// <param name="tokens">For each row the ids to bar.</param>
    public static Tensor Apply(Tensor scores, IEnumerable<IEnumerable<int>> tokens)
    {
        var vocabulary = scores.shape[1];
        var places = tokens.SelectMany((ids, row) => ids.Select(id => row * vocabulary + id)).Distinct().ToArray();
        if (places.Length == 0)
        {
            return scores;
        }

        var changed = scores.clone();
        changed.view(-1).index_fill_(0, tensor(places, device: scores.device), double.NegativeInfinity);
        return changed;
    }

    /// <summary>Sets the scores of the same tokens to minus infinity in every row.</summary>
    public static Tensor Everywhere(Tensor scores, IReadOnlyCollection<int> ids) =>
        ids.Count == 0
            ? scores
            : scores.index_fill(1, tensor(ids.Select(id => (long)id).ToArray(), device: scores.device), double.NegativeInfinity);
}
