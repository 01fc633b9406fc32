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
        var options = new RunOptions("run", "ppo.training.kl.coefficient=0.1");
        var command = new Command("run", "Run an experiment: fine-tuning, reward model, PPO, comparison, report.") { preset };
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(preset) is var name && name != "quick")
            {
                throw new WorkbenchException($"There is no experiment '{name}'.{NearestName.Hint(name!, ["quick"])} Known: quick.");
            }

            var experiment = options.Resumed(parsed) is { } stopped
                ? QuickExperiment.Resume(stopped, stop)
                : QuickExperiment.Start(options.Folder(parsed, name!), options.Resolve(new QuickConfig(), parsed), stop);
            return Task.FromResult(Run(terminal, experiment));
        });
        return command;
    }

    private static int Run(Terminal terminal, QuickExperiment experiment)
    {
        if (!RunView.Watch(terminal, "run", experiment.Folder, experiment.Run()))
        {
            return ExitCode.Interrupted;
        }

        var results = experiment.Folder.ReadJson<ComparisonResults>(ComparisonResults.FileName);
        ComparisonView.Show(terminal, results);
        var report = RunReport.Write(experiment.Folder);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Report: {RunPaths.Short(report)}");
        return ExitCode.Success;
    }
}
