using System.Diagnostics;

namespace Workbench.Benchmarks.Running;

/// <summary>Time of an action.</summary>
internal static class Clock
{
    /// <summary>Wall-clock seconds.</summary>
    public static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Seconds of processor time of this process, all threads together.</summary>
    public static double ProcessorSeconds(Action work)
    {
        var start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }
}
