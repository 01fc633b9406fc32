using System.Diagnostics;

namespace Workbench.Machine;

/// <summary>The native libraries that this process has loaded.</summary>
internal static class LoadedLibraries
{
    /// <summary>Their full paths.</summary>
    public static string[] Files()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [.. Process.GetCurrentProcess().Modules.Cast<ProcessModule>().Select(module => module.FileName)];
        }

        return [.. File.ReadLines("/proc/self/maps")
            .Select(line => line.IndexOf('/') is var at and >= 0 ? line[at..] : "")
            .Where(file => file.Length > 0)
            .Distinct()];
    }
}
