using Workbench.Training;

namespace Workbench.Tests.Training;

public sealed class TurnsTests
{
    [Fact]
    public void PartsThatFinishInAnyOrderPassInTheOrderOfTheirNumbers()
    {
        var turns = new Turns();
        var passed = new List<int>();
        var threads = Enumerable.Range(0, 8).Reverse().Select(part => new Thread(() =>
        {
            turns.Wait(part);
            passed.Add(part);
            turns.Pass(part);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(Enumerable.Range(0, 8), passed);
    }
}
