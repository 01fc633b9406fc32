using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Workbench.Notebooks;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench notebook run FILE</c>: executes a notebook without an editor.</summary>
internal static class NotebookCommand
{
    public static Command Create(Terminal terminal) => new("notebook", "Work with notebooks.") { Run(terminal) };

    private static Command Run(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "The .ipynb file; it is not changed." };
        var output = CommonOptions.Folder("--out", "The folder for the executed copy. [default: runs/notebooks]");
        var html = new Option<bool>("--html") { Description = "Also write the executed notebook as a web page." };
        var timeout = CommonOptions.Number("--cell-timeout", "The longest time for one cell, in seconds.", least: 0.001);
        var set = new Option<string[]>("--set")
        {
            Description = "Give a variable of the cell tagged 'parameters' another value. May be given several times.",
            HelpName = "NAME=VALUE",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("run", "Execute a notebook from top to bottom; fails at the first cell that fails.") { file, output, html, timeout, set };
        command.SetAction(async (parsed, stop) =>
        {
            var defaults = new NotebookRunOptions();
            var options = new NotebookRunOptions
            {
                Parameters = parsed.GetValue(set)!.Select(Parameter).ToDictionary(pair => pair.Name, pair => pair.Value),
                OutputFolder = parsed.GetValue(output)?.FullName ?? defaults.OutputFolder,
                Html = parsed.GetValue(html),
                CellTimeout = parsed.GetResult(timeout) is null ? null : TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            };
            var result = await NotebookRunner.RunAsync(parsed.GetValue(file)!.FullName, options, new Lines(terminal), stop);
            terminal.Out.WriteLine($"Executed: {RunPaths.Short(result.OutputFile)}");
            if (result.HtmlFile is { } page)
            {
                terminal.Out.WriteLine($"Web page: {RunPaths.Short(page)}");
            }

            return result.Failure is { } failure
                ? throw new WorkbenchException($"{RunPaths.Short(result.Notebook)}: {failure}")
                : ExitCode.Success;
        });
        return command;
    }

    private static (string Name, string Value) Parameter(string text) => text.IndexOf('=') is var equals and > 0
        ? (text[..equals].Trim(), text[(equals + 1)..].Trim())
        : throw new WorkbenchException($"--set {text}: expected name=value, for example iterations=5.");

    // Not Progress<T>: that reports from other threads, out of order.
    private sealed class Lines(Terminal terminal) : IProgress<NotebookProgress>
    {
        public void Report(NotebookProgress value)
        {
            if (value.State is NotebookCellState.Finished or NotebookCellState.Failed)
            {
                terminal.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  cell {value.Cell}/{value.CellCount}  {value.Heading}  {value.Elapsed.TotalSeconds:0.0} s{(value.State == NotebookCellState.Failed ? "  failed" : "")}"));
            }
        }
    }
}
