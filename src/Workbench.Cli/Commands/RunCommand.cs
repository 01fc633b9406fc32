using System.CommandLine;
using Spectre.Console;
using Workbench.Charts;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench run quick</c>: the main job, from the bundled model to the report.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var preset = new Argument<string>("experiment")
        {
            Description = "Which experiment: quick.",
            DefaultValueFactory = _ => "quick",
        };
        var resume = new Option<DirectoryInfo?>("--resume")
        {
            Description = "Go on with the stopped run in this folder; its options stay as they were.",
            HelpName = "DIR",
        };
        var (config, set, seed, output, device) =
            (CommonOptions.Config(), CommonOptions.Set(), CommonOptions.Seed(), CommonOptions.Out(), CommonOptions.Device());
        var command = new Command("run", "Run an experiment: fine-tuning, reward model, PPO, comparison, report.")
        {
            preset, config, set, seed, output, device, resume,
        };
        command.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(preset) is var name && name != "quick")
            {
                throw new WorkbenchException($"There is no experiment '{name}'.{NearestName.Hint(name!, ["quick"])} Known: quick.");
            }

            QuickExperiment experiment;
            if (parsed.GetValue(resume) is { } stopped)
            {
                experiment = QuickExperiment.Resume(stopped.FullName, stop);
            }
            else
            {
                var options = Configured.Options(new QuickConfig(), parsed.GetValue(config), parsed.GetValue(set)!);
                options = options with { Seed = parsed.GetValue(seed) ?? options.Seed, Device = parsed.GetValue(device) ?? options.Device };
                experiment = QuickExperiment.Start(Configured.Folder(parsed.GetValue(output), name!), options, stop);
            }

            return Task.FromResult(Run(terminal, experiment));
        });
        return command;
    }

    private static int Run(Terminal terminal, QuickExperiment experiment)
    {
        terminal.Out.WriteLine($"Run folder: {Configured.Relative(experiment.Folder.Folder)}");
        try
        {
            ProgressView.Show(terminal, experiment.Run());
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine($"Stopped. Go on with: workbench run --resume {Configured.Relative(experiment.Folder.Folder)}");
            return ExitCode.Interrupted;
        }

        var results = experiment.Folder.ReadJson<ComparisonResults>(ComparisonResults.FileName);
        ComparisonView.Show(terminal, results);
        var report = RunReport.Write(experiment.Folder);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Report: {Configured.Relative(report)}");
        return ExitCode.Success;
    }
}
