using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Workbench.Machine;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench doctor</c>: what this machine has, and advice.</summary>
internal static class DoctorCommand
{
    private const long Gigabyte = 1L << 30;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", "What this machine has, which packages are in use, and advice.");
        command.SetAction(_ => Run(terminal));
        return command;
    }

    private static int Run(Terminal terminal)
    {
        MachineFacts facts;
        try
        {
            facts = MachineFacts.Collect();
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException or EntryPointNotFoundException)
        {
            throw new WorkbenchException($"libtorch cannot be loaded: {e.GetBaseException().Message} Run environment/setup again.", e);
        }

        var gigaflops = MachineFacts.MeasureGigaflops();
        var free = ResidentMemory.Free();
        var disk = new DriveInfo(Path.GetFullPath(".")).AvailableFreeSpace;
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("what").AddColumn("found");
        Row("workbench", facts.Workbench);
        Row("runtime", facts.Runtime);
        Row("system", facts.OperatingSystem);
        foreach (var package in facts.Packages)
        {
            Row(package.Name, $"{package.Version}{(package.StandIn ? "  (stand-in)" : "")}");
        }

        Row("libtorch", facts.Libtorch ?? "not found among the loaded files");
        Row("matrix library", $"{facts.Blas.Name}{(facts.Blas.Kernels is { } kernels ? $", {kernels} kernels" : "")}");
        Row("matrix speed", string.Create(CultureInfo.InvariantCulture, $"{gigaflops:0} GFLOPS (float32, {facts.Threads} {(facts.Threads == 1 ? "thread" : "threads")} an operator)"));
        Row("processors", $"{facts.Cores}");
        Row("CUDA devices", facts.CudaDevices == 0 ? "none" : $"{facts.CudaDevices}");
        Row("memory", $"{Size(facts.MemoryBytes)}, {Size(free)} free");
        Row("free disk here", Size(disk));
        terminal.Out.Write(table);

        var advice = Advice(facts, free, disk).ToArray();
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(advice.Length == 0 ? "Everything is in order." : string.Join(System.Environment.NewLine, advice.Select(line => $"- {line}")));
        return ExitCode.Success;

        void Row(string what, string found) => table.AddRow(new Markup(Markup.Escape(what)), new Markup(Markup.Escape(found)));
    }

    private static IEnumerable<string> Advice(MachineFacts facts, long free, long disk)
    {
        if (facts.Blas.Slow)
        {
            yield return "The reference BLAS makes training about ten times slower. On Debian: apt-get install libopenblas0-openmp";
        }

        if (free < Gigabyte)
        {
            yield return "The quick experiment needs about 1 GB of memory; less is free.";
        }

        if (disk < Gigabyte)
        {
            yield return "Less than 1 GB is free on this disk; run folders with checkpoints need room.";
        }

        if (facts.CudaDevices == 0)
        {
            yield return "No CUDA device: the quick experiment needs none. For large checkpoints set up with TORCH=cuda environment/setup on a machine that has one.";
        }
    }

    private static string Size(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Gigabyte:0.0} GB");
}
