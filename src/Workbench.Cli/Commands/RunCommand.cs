using System.CommandLine;
using Spectre.Console;
using Workbench.Charts;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench run</c>: a whole experiment, from its models and data to the report.</summary>
internal static class RunCommand
{
    private const string Quick = "quick";
    private const string Detox = "detox";

    public static Command Create(Terminal terminal)
    {
        var named = new Argument<string>("experiment")
        {
            Description = $"Which experiment: {Quick} (the bundled chatbot: fine-tuning, reward model, PPO with and without the KL penalty) or {Detox} (a model and data of your own, a classifier as the reward; by default those of the DeepLearning.AI Lab 3).",
            DefaultValueFactory = _ => Quick,
        };
        var preset = CommonOptions.Preset($", or {DetoxConfig.Lab3} for {Detox}: everything as the lab did it");
        var options = new RunOptions("run", "ppo.training.kl.coefficient=0.1");
        var command = new Command("run", "Run an experiment from its models and data to the report.") { named };
        foreach (var option in options.All.Prepend(preset))
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, stop) => Task.FromResult(parsed.GetValue(named) switch
        {
            Quick => RunQuick(terminal, options, parsed, parsed.GetValue(preset), stop),
            Detox => RunDetox(terminal, options, parsed, parsed.GetValue(preset), stop),
            var name => throw new WorkbenchException($"There is no experiment '{name}'.{NearestName.Hint(name!, [Quick, Detox])} Known: {Quick}, {Detox}."),
        }));
        return command;
    }

    private static int RunQuick(Terminal terminal, RunOptions options, ParseResult parsed, string? preset, CancellationToken stop)
    {
        var defaults = new QuickConfig();
        defaults = preset is null ? defaults : defaults with { Ppo = defaults.Ppo.WithPreset(preset) };
        var experiment = options.Resumed(parsed) is { } stopped
            ? QuickExperiment.Resume(stopped, stop)
            : QuickExperiment.Start(options.Folder(parsed, Quick), options.Resolve(defaults, parsed), stop);
        return Watch(terminal, "run", experiment.Folder, experiment.Run(), RunReport.Write);
    }

    private static int RunDetox(Terminal terminal, RunOptions options, ParseResult parsed, string? preset, CancellationToken stop)
    {
        var defaults = new DetoxConfig();
        defaults = preset is null ? defaults : defaults.WithPreset(preset);
        var experiment = options.Resumed(parsed) is { } stopped
            ? DetoxExperiment.Resume(stopped, stop)
            : DetoxExperiment.Start(options.Folder(parsed, Detox), Located(terminal, options.Resolve(defaults, parsed), stop), stop);
        return Watch(terminal, $"run {Detox}", experiment.Folder, experiment.Run(), ComparisonReport.Write);
    }

    private static DetoxConfig Located(Terminal terminal, DetoxConfig config, CancellationToken stop) => config with
    {
        Model = config.Model is { } model ? PullCommand.ModelFolderOf(terminal, model, stop) : null,
        Data = config.Data is { } data ? PullCommand.DataOf(terminal, data, stop) : null,
        RewardModel = config.RewardModel is { } reward ? PullCommand.ModelFolderOf(terminal, reward, stop) : null,
        Rewards = PullCommand.RewardsOf(terminal, config.Rewards, stop),
        Measures = PullCommand.RewardsOf(terminal, config.Measures, stop),
    };

    private static int Watch(
        Terminal terminal, string command, RunFolder folder, IEnumerable<ExperimentEvent> events, Func<RunFolder, string> writeReport)
    {
        if (!RunView.Watch(terminal, command, folder, events))
        {
            return ExitCode.Interrupted;
        }

        ComparisonView.Show(terminal, folder.ReadJson<ComparisonResults>(ComparisonResults.FileName));
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Report: {RunPaths.Short(writeReport(folder))}");
        return ExitCode.Success;
    }
}
