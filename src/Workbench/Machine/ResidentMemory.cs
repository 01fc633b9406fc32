using System.Diagnostics;
using System.Globalization;

namespace Workbench.Machine;

/// <summary>The memory of this process that lies in the machine's, as the operating system counts it.</summary>
public static class ResidentMemory
{
    private const string StatusFile = "/proc/self/status";
    private const string ResetFile = "/proc/self/clear_refs";

    /// <summary>Bytes now.</summary>
    public static long Current => Status("VmRSS:") ?? Process(process => process.WorkingSet64);

    /// <summary>The most bytes since the process began, or since <see cref="ResetPeak"/>.</summary>
    public static long Peak => Status("VmHWM:") ?? Process(process => process.PeakWorkingSet64);

    /// <summary>Bytes of the machine's memory that this process may use and that nobody uses.</summary>
    public static long Free()
    {
        // The load of the memory is measured at collections.
        GC.Collect();
        var facts = GC.GetGCMemoryInfo(GCKind.Any);
        return Math.Max(0, facts.TotalAvailableMemoryBytes - facts.MemoryLoadBytes);
    }

    /// <summary>Lets <see cref="Peak"/> begin anew, where the operating system can.</summary>
    /// <returns>Whether it could.</returns>
    public static bool ResetPeak()
    {
        try
        {
            File.WriteAllText(ResetFile, "5");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long? Status(string key)
    {
        try
        {
            return File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } found
                ? 1024 * long.Parse(found[key.Length..].Replace("kB", ""), NumberStyles.Integer, CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Process(Func<Process, long> count)
    {
        using var own = System.Diagnostics.Process.GetCurrentProcess();
        return count(own);
    }
}
