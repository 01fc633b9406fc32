using Workbench.Training;
using static TorchSharp.torch;

namespace Workbench.Tests.Training;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryPartIsDoneOnce(int count)
    {
        using var workers = new Workers(CPU, count);
        foreach (var parts in new[] { 0, 1, 2, 3, 40 })
        {
            var done = new int[parts];
            workers.Run(parts, part => Interlocked.Increment(ref done[part]));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void SeveralThreadsWorkAtATime()
    {
        using var workers = new Workers(CPU, 3);
        using var meeting = new Barrier(3);
        workers.Run(3, _ => Assert.True(meeting.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void OfSeveralFaultsThatOfTheFirstPartIsToldAndTheWorkersGoOn()
    {
        using var workers = new Workers(CPU, 4);
        var fault = Assert.Throws<InvalidOperationException>(() => workers.Run(20, part =>
        {
            if (part % 5 == 2)
            {
                throw new InvalidOperationException($"part {part}");
            }
        }));
        Assert.Equal("part 2", fault.Message);
        var done = 0;
        workers.Run(4, _ => Interlocked.Increment(ref done));
        Assert.Equal(4, done);
    }

    [Fact]
    public void LibtorchUsesOneThreadInEachAndWhatItHadBeforeAfterwards()
    {
        var before = get_num_threads();
        set_num_threads(3);
        using var workers = new Workers(CPU, 3);
        using var meeting = new Barrier(3);
        var threads = new int[3];
        workers.Run(3, part =>
        {
            meeting.SignalAndWait();
            threads[part] = get_num_threads();
        });
        Assert.Equal([1, 1, 1], threads);
        Assert.Equal(3, get_num_threads());
        set_num_threads(before);
    }

    [Fact]
    public void AnythingButACpuHasOneWorker()
    {
        using var workers = new Workers(META, 8);
        Assert.Equal(1, workers.Count);
        Assert.False(workers.OnCpu);
    }

    [Fact]
    public void ACountBelowOneIsRefused() => Assert.Throws<WorkbenchException>(() => new Workers(CPU, 0));
}
