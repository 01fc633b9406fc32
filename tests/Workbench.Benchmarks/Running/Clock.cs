using System.Diagnostics;

namespace Workbench.Benchmarks.Running;

/// <summary>Wall-clock time of an action.</summary>
internal static class Clock
{
    public static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
