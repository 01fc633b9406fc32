using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Workbench.Training;

/// <summary>
/// Threads that work on parts of a batch side by side over shared weights, each with one libtorch thread of its own. libtorch's threads inside an
/// operator gain little on small models; parts of a batch have all the work of a pass between two meetings.
/// </summary>
/// <remarks>
/// How a batch is split must not depend on <see cref="Count"/>; then no result does. Dispose scopes and gradient modes belong to a thread: what
/// a part makes it frees, and it writes its results into tensors that the caller made.
/// </remarks>
internal sealed class Workers : IDisposable
{
    private readonly Thread[] threads;
    private readonly SemaphoreSlim wanted = new(0);
    private readonly CountdownEvent busy = new(1);
    private Action<int>? work;
    private ExceptionDispatchInfo? fault;
    private int faultyPart;
    private int parts;
    private int next;
    private bool closed;

    /// <param name="device">Where the work is done; anything but a CPU has one worker, as its work is queued in order anyway.</param>
    /// <param name="count">How many; null takes all processors.</param>
    public Workers(Device device, int? count = null)
    {
        if (count is < 1)
        {
            throw new WorkbenchException($"The number of workers is {count}; it must be at least 1.");
        }

        OnCpu = device.type == DeviceType.CPU;
        Count = OnCpu ? count ?? System.Environment.ProcessorCount : 1;
        threads = new Thread[Count - 1];
    }

    /// <summary>How many parts are worked on at a time.</summary>
    public int Count { get; }

    /// <summary>Whether the work is done on a CPU, where batches are worth splitting.</summary>
    public bool OnCpu { get; }

    /// <summary>Does the work of every part, on several threads at a time, and returns when all is done.</summary>
    /// <param name="count">Number of parts; they are begun in order.</param>
    /// <param name="action">The work of the part with the given index.</param>
    public void Run(int count, Action<int> action)
    {
        if (!OnCpu)
        {
            for (var part = 0; part < count; part++)
            {
                action(part);
            }

            return;
        }

        using var single = new SingleThreaded();
        (work, parts, next, fault) = (action, count, 0, null);
        var helpers = Math.Clamp(count - 1, 0, threads.Length);
        busy.Reset(helpers + 1);
        for (var i = 0; i < helpers; i++)
        {
            threads[i] ??= Start();
        }

        if (helpers > 0)
        {
            wanted.Release(helpers);
        }

        Work();
        busy.Signal();
        busy.Wait();
        fault?.Throw();
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        closed = true;
        var started = threads.Where(thread => thread is not null).ToArray();
        if (started.Length > 0)
        {
            wanted.Release(started.Length);
        }

        foreach (var thread in started)
        {
            thread.Join();
        }

        wanted.Dispose();
        busy.Dispose();
    }

    private Thread Start()
    {
        var thread = new Thread(Serve) { IsBackground = true, Name = "workbench worker" };
        thread.Start();
        return thread;
    }

    private void Serve()
    {
        // libtorch sets a thread up at its first question; only then does a number of its own last.
        _ = get_num_threads();
        set_num_threads(1);
        while (true)
        {
            wanted.Wait();
            if (closed)
            {
                return;
            }

            Work();
            busy.Signal();
        }
    }

    private void Work()
    {
        for (var part = Interlocked.Increment(ref next) - 1; part < parts; part = Interlocked.Increment(ref next) - 1)
        {
            try
            {
                work!(part);
            }
            catch (Exception e)
            {
                Keep(part, ExceptionDispatchInfo.Capture(e));
            }
        }
    }

    // Of several faults that of the first part is told, whichever came first.
    private void Keep(int part, ExceptionDispatchInfo found)
    {
        lock (threads)
        {
            if (fault is null || part < faultyPart)
            {
                (fault, faultyPart) = (found, part);
            }
        }
    }
}
