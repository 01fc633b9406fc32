namespace Workbench.Hub;

/// <summary>Adds up what several downloads report.</summary>
internal sealed class HubCount(IReadOnlyList<HubContent> contents, IProgress<TransferProgress>? progress)
{
    private readonly long[] there = new long[contents.Count];
    private readonly long total = contents.Sum(content => content.Size);
    private readonly Lock one = new();
    private long sum;
    private int finished;

    /// <summary>A file now has that many bytes.</summary>
    public void Advance(int file, long bytes) => Tell(file, bytes, 0);

    /// <summary>A file is complete.</summary>
    public void Finish(int file) => Tell(file, contents[file].Size, 1);

    private void Tell(int file, long bytes, int more)
    {
        lock (one)
        {
            sum += bytes - there[file];
            there[file] = bytes;
            finished += more;
            progress?.Report(new TransferProgress(contents[file].File.Name, sum, total, finished, contents.Count));
        }
    }
}
