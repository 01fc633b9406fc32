using System.Diagnostics;

namespace Workbench.Cli.Tests;

/// <summary>The command line, run as a user runs it: a process of its own.</summary>
internal static class WorkbenchProcess
{
    /// <summary>Runs the command and waits for its end.</summary>
    public static Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>Runs the command with some variables set.</summary>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(Dictionary<string, string> variables, string[] arguments)
    {
        using var process = Start(variables, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs the command where no file may grow beyond a number of kilobytes: to a program the same as a full disk. Needs a Unix shell.</summary>
    public static async Task<(int ExitCode, string Error)> RunWithFileLimitAsync(int kilobytes, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"ulimit -f {kilobytes}; exec dotnet \"$@\"", "bash", typeof(CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime keeps its own code in a large file of memory unless it is told not to.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        return (process.ExitCode, await error);
    }

    /// <summary>Starts the command and returns at once.</summary>
    public static Process Start(params string[] arguments) => Start([], arguments);

    private static Process Start(Dictionary<string, string> variables, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["HF_HUB_OFFLINE"] = "1"; // no test leaves this machine
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add(typeof(CommandLine).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
