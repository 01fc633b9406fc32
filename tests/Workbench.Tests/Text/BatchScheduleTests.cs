using Workbench.Text;

namespace Workbench.Tests.Text;

public sealed class BatchScheduleTests
{
    [Theory]
    [InlineData(10, 3, false, 4)]
    [InlineData(10, 3, true, 3)]
    [InlineData(9, 3, false, 3)]
    public void An_epoch_goes_through_the_items_once(int count, int size, bool dropLast, int batches)
    {
        var schedule = new BatchSchedule(count, size, new SeededRandom(7), dropLast);
        var epoch = schedule.Epoch(2).ToList();
        Assert.Equal(batches, epoch.Count);
        Assert.Equal(batches, schedule.PerEpoch);
        var items = epoch.SelectMany(batch => batch).ToList();
        Assert.Equal(dropLast ? batches * size : count, items.Distinct().Count());
        Assert.Equal(items.Count, items.Distinct().Count());
        Assert.All(items, item => Assert.InRange(item, 0, count - 1));
    }

    [Fact]
    public void A_batch_depends_on_seed_and_number_alone()
    {
        var all = new BatchSchedule(20, 6, new SeededRandom(1));
        var inOrder = Enumerable.Range(0, 12).Select(step => all.At(step)).ToList();
        var other = new BatchSchedule(20, 6, new SeededRandom(1));
        Assert.Equal(inOrder[11], other.At(11));
        Assert.Equal(inOrder[2], other.At(2));
        Assert.NotEqual(inOrder[0], new BatchSchedule(20, 6, new SeededRandom(2)).At(0));
        Assert.NotEqual(inOrder.Take(4).SelectMany(b => b), inOrder.Skip(4).Take(4).SelectMany(b => b));
    }

    [Fact]
    public void Without_a_seed_the_items_keep_their_order() =>
        Assert.Equal([[0, 1], [2, 3], [4]], new BatchSchedule(5, 2).Epoch(3));

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, false)]
    [InlineData(2, 3, true)]
    public void A_schedule_without_a_batch_is_refused(int count, int size, bool dropLast) =>
        Assert.Throws<WorkbenchException>(() => new BatchSchedule(count, size, null, dropLast));
}
