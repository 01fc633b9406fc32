namespace Workbench.Text;

/// <summary>
/// Which items make up which batch: each epoch goes through all items once, in an order that depends on the seed and the epoch alone, so
/// that a run can go on at any batch.
/// </summary>
public sealed class BatchSchedule
{
    private readonly SeededRandom? _random;
    private (long Epoch, int[] Items) _order = (-1, []);

    /// <summary>Creates a schedule.</summary>
    /// <param name="count">Number of items; at least 1.</param>
    /// <param name="batchSize">Items in a batch; at least 1.</param>
    /// <param name="random">Shuffles each epoch; null keeps the items in order.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out. There must be a full one then.</param>
    /// <exception cref="WorkbenchException">A number is out of range.</exception>
    public BatchSchedule(int count, int batchSize, SeededRandom? random = null, bool dropLast = false)
    {
        if (count < 1 || batchSize < 1 || (dropLast && count < batchSize))
        {
            throw new WorkbenchException($"batches: expected at least one full batch, found {count} items and a batch size of {batchSize}");
        }

        Count = count;
        BatchSize = batchSize;
        PerEpoch = dropLast ? count / batchSize : (count + batchSize - 1) / batchSize;
        _random = random;
    }

    /// <summary>Number of items.</summary>
    public int Count { get; }

    /// <summary>Items in a full batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches in an epoch.</summary>
    public int PerEpoch { get; }

    /// <summary>The items of a batch.</summary>
    /// <param name="step">Number of the batch over all epochs, from 0.</param>
    public int[] At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var start = (int)(step % PerEpoch) * BatchSize;
        return Order(step / PerEpoch)[start..Math.Min(start + BatchSize, Count)];
    }

    /// <summary>The batches of an epoch, from 0.</summary>
    public IEnumerable<int[]> Epoch(long epoch)
    {
        for (var i = 0; i < PerEpoch; i++)
        {
            yield return At((epoch * PerEpoch) + i);
        }
    }

    private int[] Order(long epoch)
    {
        if (_order.Epoch != epoch)
        {
            var items = Enumerable.Range(0, Count).ToArray();
            _random?.Split(epoch).Shuffle(items);
            _order = (epoch, items);
        }

        return _order.Items;
    }
}
