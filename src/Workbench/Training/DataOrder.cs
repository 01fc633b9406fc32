namespace Workbench.Training;

/// <summary>
/// The order in which examples come: epoch after epoch, each a permutation that follows from the seed and the epoch's number alone.
/// A position in the stream is one whole number, so a resumed training needs no more than that.
/// </summary>
internal sealed class DataOrder(int count, ulong seed, string purpose)
{
    private readonly SeededRandom random = new SeededRandom(seed).Split(purpose);
    private long epoch = -1;
    private int[] permutation = [];

    public int[] Take(long position, int size)
    {
        var rows = new int[size];
        for (var i = 0; i < size; i++)
        {
            var at = position + i;
            Open(at / count);
            rows[i] = permutation[at % count];
        }

        return rows;
    }

    private void Open(long wanted)
    {
        if (wanted == epoch)
        {
            return;
        }

        permutation = [.. Enumerable.Range(0, count)];
        random.Split(wanted).Shuffle(permutation);
        epoch = wanted;
    }
}
