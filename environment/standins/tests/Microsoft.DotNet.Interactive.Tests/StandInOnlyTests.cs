using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive.Tests;

/// <summary>What is asked of the stand-in alone: the real kernel tells nobody of a cancelled cell that never listens, and waits for its end.</summary>
public sealed class StandInOnlyTests : IDisposable
{
    private readonly CSharpSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task After_a_cancelled_cell_that_never_listens_the_next_one_runs()
    {
        using var cancellation = new CancellationTokenSource();
        var failures = new List<CommandFailed>();
        using var subscription = _session.Root.KernelEvents.Subscribe(new FailureWatcher(failures));
        var running = _session.RunAsync("Console.WriteLine(\"go\"); while (true) { System.Threading.Thread.Sleep(5); }", cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("Command cancelled.", Assert.Single(failures).Message);
        Assert.Equal(2, (await _session.RunAsync("1 + 1")).OfType<ReturnValueProduced>().Single().Value);
    }
}
