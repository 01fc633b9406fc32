using System.CommandLine;
using Spectre.Console;
using Workbench.Charts;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench seeds</c>: what several finished runs say together that differ in their seed.</summary>
internal static class SeedsCommand
{
    public static Command Create(Terminal terminal)
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Folders of finished runs of one experiment, or of comparisons, that differ in their seed alone.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var resamples = CommonOptions.Number<int>("--resamples", "Bootstrap resamples. [default: 10000]", 100, 10_000);
        var output = CommonOptions.Folder("--out", "The folder to write seeds.json and report.html to. [default: runs/ and a name made of date and time]");
        var command = new Command("seeds", "Say what runs with several seeds show together: a table, plain sentences, a report.") { runs };
        command.Options.Add(resamples);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            var study = SeedStudy.Of(parsed.GetValue(runs)!, parsed.GetValue(resamples));
            SeedStudyView.Show(terminal, study);
            var folder = RunFolder.Create(parsed.GetValue(output)?.FullName ?? RunPaths.New("seeds", DateTime.Now));
            folder.WriteJson(SeedStudy.FileName, study);
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"Report: {RunPaths.Short(SeedReport.Write(study, folder.Folder))}");
            return ExitCode.Success;
        });
        return command;
    }
}
