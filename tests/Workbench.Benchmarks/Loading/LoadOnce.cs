using System.Diagnostics;
using System.Globalization;
using Workbench.Models;
using static TorchSharp.torch;

namespace Workbench.Benchmarks.Loading;

/// <summary>Loads a folder in a process of its own, whose memory nothing else has used before, and tells how much it grew at its peak.</summary>
internal static class LoadOnce
{
    /// <summary>The word that makes the program do this instead of running benchmarks.</summary>
    public const string Word = "load-once";

    /// <summary>Starts the process. Null where the system does not tell a process's peak.</summary>
    public static long? Measure(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(LoadOnce).Assembly.Location, Word, folder })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var peak) ? peak : null;
    }

    /// <summary>What the process does. Linux keeps the peak of a process's memory.</summary>
    public static int Run(string folder)
    {
        zeros(1).Dispose(); // libtorch itself is not what is measured
        if (File.Exists("/proc/self/status"))
        {
            var before = Memory("VmRSS:");
            using var model = LanguageModels.Load(folder);
            Console.Write((Memory("VmHWM:") - before).ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static long Memory(string field) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);
}
