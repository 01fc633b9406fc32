using System.CommandLine;
using Spectre.Console;
using Workbench.Machine;

namespace Workbench.Benchmarks.Running;

/// <summary>The command line: runs benchmarks by name and prints their tables.</summary>
internal static class BenchmarkCommand
{
    public static int Run(string[] args)
    {
        var names = new Argument<string[]>("names") { Description = "Which benchmarks to run; none runs all.", Arity = ArgumentArity.ZeroOrMore };
        var peers = new Option<string?>("--peers") { Description = "A folder with Python environments (trl, lab3) to measure against." };
        var threads = new Option<int[]>("--threads") { Description = "Thread counts to measure with.", DefaultValueFactory = _ => [1, 2], AllowMultipleArgumentsPerToken = true };
        var repeats = new Option<int>("--repeats") { Description = "Timed repetitions.", DefaultValueFactory = _ => 7 };
        var processor = new Option<bool>("--processor-time") { Description = "Measures processor time: for one thread on a busy machine." };
        var json = new Option<string?>("--json") { Description = "A file to write the measurements to." };
        var list = new Option<bool>("--list") { Description = "Lists the benchmarks." };
        var root = new RootCommand("Times the workbench, against peers and bounds.") { names, peers, threads, repeats, processor, json, list };
        root.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
            {
                List();
                return 0;
            }

            using var context = new BenchmarkContext
            {
                Peers = parsed.GetValue(peers), Threads = parsed.GetValue(threads)!, Repeats = parsed.GetValue(repeats),
                ProcessorTime = parsed.GetValue(processor),
            };
            try
            {
                Measure(Chosen(parsed.GetValue(names)!), context, parsed.GetValue(json));
                return 0;
            }
            catch (WorkbenchException e)
            {
                Console.Error.WriteLine(e.Message);
                return 1;
            }
        });
        return root.Parse(args).Invoke();
    }

    private static IReadOnlyList<IBenchmark> Chosen(string[] names) => names.Length == 0
        ? Benchmarks.All
        : [.. names.Select(name => Benchmarks.All.FirstOrDefault(benchmark => benchmark.Name == name)
            ?? throw new WorkbenchException($"There is no benchmark \"{name}\"; there are {string.Join(", ", Benchmarks.All.Select(b => b.Name))}."))];

    private static void List()
    {
        foreach (var benchmark in Benchmarks.All)
        {
            Console.WriteLine($"{benchmark.Name,-16} {benchmark.About}");
        }
    }

    private static void Measure(IReadOnlyList<IBenchmark> chosen, BenchmarkContext context, string? json)
    {
        var facts = MachineFacts.Collect();
        Console.WriteLine($"{facts.Blas.Name}{(facts.Blas.Kernels is { } kernels ? $", {kernels} kernels" : "")}; {facts.Cores} processors");
        var all = new Dictionary<string, IReadOnlyList<Measurement>>();
        foreach (var benchmark in chosen)
        {
            Console.WriteLine();
            Console.WriteLine($"{benchmark.Name}: {benchmark.About}");
            all[benchmark.Name] = [.. benchmark.Run(context).Select(Told)];
            AnsiConsole.Write(MeasurementTable.Of(all[benchmark.Name]));
        }

        if (json is not null)
        {
            MeasurementFile.Write(json, facts, all);
        }
    }

    // On a terminal one wants to see that it goes on; the table comes when all is measured.
    private static Measurement Told(Measurement row)
    {
        Console.Error.WriteLine(FormattableString.Invariant(
            $"  {row.Case}: {row.Seconds * 1e3:0.0} ms{(row.Against is null ? "" : FormattableString.Invariant($", {row.Against} {row.Other * 1e3:0.0} ms"))}"));
        return row;
    }
}
