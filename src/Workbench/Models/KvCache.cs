using static TorchSharp.torch;

namespace Workbench.Models;

/// <summary>The keys and values of the tokens so far, one pair a layer, allocated once and written in place.</summary>
internal sealed class KvCache : IDisposable
{
    private readonly Tensor?[] keys;
    private readonly Tensor?[] values;
    private readonly long capacity;
    private readonly int? window;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="layers">Number of layers.</param>
    /// <param name="capacity">The most positions it will hold.</param>
    /// <param name="window">How many positions a single new one sees, itself included; null for all.</param>
    public KvCache(int layers, long capacity, int? window = null)
    {
        keys = new Tensor?[layers];
        values = new Tensor?[layers];
        this.capacity = capacity;
        this.window = window;
    }

    /// <summary>Positions that every layer holds.</summary>
    public long Length { get; private set; }

    /// <summary>The first position that a single new one sees.</summary>
    public long First => window is { } seen ? Math.Max(0, Length + 1 - seen) : 0;

    /// <summary>Adds the keys and values of new positions and returns views of all so far, or of those that a single new one sees.</summary>
    /// <param name="layer">The layer's index.</param>
    /// <param name="key">[B, heads, T, d].</param>
    /// <param name="value">[B, heads, T, d].</param>
    /// <returns>[B, heads, Length + T, d] each, or [B, heads, Length + 1 - First, d].</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor key, Tensor value)
    {
        var added = key.shape[2];
        var allKeys = keys[layer] ??= Allocate(key);
        var allValues = values[layer] ??= Allocate(value);
        using (var place = allKeys.narrow(2, Length, added))
        {
            place.copy_(key);
        }

        using (var place = allValues.narrow(2, Length, added))
        {
            place.copy_(value);
        }

        var first = added == 1 ? First : 0;
        var seen = Length + added - first;
        return (allKeys.narrow(2, first, seen), allValues.narrow(2, first, seen));
    }

    /// <summary>Counts the positions that every layer has just appended.</summary>
    public void Advance(long positions) => Length += positions;

    /// <summary>Keeps some rows of the batch, in the given order; a row may be repeated.</summary>
    /// <param name="rows">int64 [B'].</param>
    public void Select(Tensor rows)
    {
        Select(keys, rows);
        Select(values, rows);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in keys.Concat(values))
        {
            tensor?.Dispose();
        }
    }

    private static void Select(Tensor?[] tensors, Tensor rows)
    {
        for (var i = 0; i < tensors.Length; i++)
        {
            using var old = tensors[i];
            tensors[i] = old?.index_select(0, rows).DetachFromDisposeScope();
        }
    }

    private Tensor Allocate(Tensor like)
    {
        var shape = like.shape;
        shape[2] = capacity;
        return like.new_empty(shape).DetachFromDisposeScope();
    }
}
