using System.CommandLine;
using Spectre.Console;
using Workbench.Charts;
using Workbench.Experiments;
using Workbench.Training;

namespace Workbench.Cli.Commands;

/// <summary>The stages of an experiment as commands of their own: <c>sft</c>, <c>reward</c>, <c>ppo</c>, <c>grpo</c>, <c>rloo</c>, <c>online-dpo</c>, <c>dpo</c> and
/// <c>compare</c>.</summary>
internal static class StageCommands
{
    public static Command Sft(Terminal terminal, bool plans = false)
    {
        var model = Path("--model", "The model to fine-tune.", "the bundled pre-trained one");
        return Create(
            terminal, "sft", "Fine-tune a model on demonstrations.", StageRuns.Sft, [model], new DataFlags("message and reply", "generated ones"),
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model }, "sft.training.epochs=2", "models/sft", plans: plans);
    }

    public static Command Reward(Terminal terminal, bool plans = false)
    {
        var model = Path("--model", "The model that gets a scalar head.", "the bundled pre-trained one");
        return Create(
            terminal, "reward", "Train a reward model on preferences.", StageRuns.Reward, [model], new DataFlags("message, chosen and rejected", "the bundled ones"),
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model }, "reward.training.epochs=2", "models/reward", plans: plans);
    }

    public static Command Ppo(Terminal terminal, bool plans = false)
    {
        var preset = CommonOptions.Preset("");
        return Policy(terminal, "ppo", "Train a fine-tuned model by PPO on a reward.", StageRuns.Ppo, "ppo.training.kl.coefficient=0.1", [preset], (config, parsed) =>
            parsed.GetValue(preset) is { } name ? config with { Ppo = config.Ppo.WithPreset(name) } : config, plans);
    }

    public static Command Groups(Terminal terminal, string name, string description, StageRun<GroupConfig> stage, bool plans = false) =>
        Policy(terminal, name, description, stage, "group.training.klCoefficient=0.1", [], (config, _) => config, plans);

    public static Command Dpo(Terminal terminal, bool plans = false)
    {
        var model = Path("--model", "The fine-tuned model to begin with; it stays as the reference.");
        return Create(
            terminal, "dpo", "Train a fine-tuned model by DPO on preferences.", StageRuns.Dpo, [model], new DataFlags("message, chosen and rejected", "the bundled ones"),
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model }, "dpo.training.beta=0.2", "models/dpo", plans: plans);
    }

    public static Command Compare(Terminal terminal)
    {
        var models = new Argument<string[]>("MODEL")
        {
            Description = "The models, the one that the others are held against first: folders, run folders, or names on the Hub.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var reward = Path("--reward", "The reward model.");
        var command = Create(
            terminal, "compare", "Compare models on the same prompts with the same luck.", StageRuns.Compare, [reward], new DataFlags("message", "generated test prompts"),
            (config, parsed, folder) =>
            {
                string[] named = [.. parsed.GetValue(models)!.Select(model => PullCommand.ModelFolderOf(terminal, model, CancellationToken.None))];
                return config with
                {
                    Model = named.FirstOrDefault() ?? config.Model,
                    Others = named.Length > 0 ? named[1..] : config.Others,
                    RewardModel = folder(reward) ?? config.RewardModel,
                    Rewards = PullCommand.RewardsOf(terminal, config.Rewards, CancellationToken.None),
                    Measures = PullCommand.RewardsOf(terminal, config.Measures, CancellationToken.None),
                };
            },
            "compare.prompts=200", RunReport.FileName);
        command.Arguments.Add(models);
        return command;
    }

    private static Command Policy<T>(
        Terminal terminal, string name, string description, StageRun<T> stage, string example, IReadOnlyList<Option> more,
        Func<T, ParseResult, T> defaults, bool plans)
        where T : PolicyConfig
    {
        var (model, reward) = (
            Path("--model", "The fine-tuned model to begin with; it stays as the reference."),
            Path("--reward", "The reward model. Others, with weights: see rewards in the configuration."));
        return Create(
            terminal, name, description, stage, [model, reward, .. more], new DataFlags("message", "generated ones"),
            (config, parsed, folder) => (T)(config with
            {
                Model = folder(model) ?? config.Model,
                RewardModel = folder(reward) ?? config.RewardModel,
                Rewards = PullCommand.RewardsOf(terminal, config.Rewards, CancellationToken.None),
            }),
            example, $"models/{name}", defaults, plans);
    }

    private static Command Create<T>(
        Terminal terminal, string name, string description, StageRun<T> stage, IReadOnlyList<Option> inputs, DataFlags data,
        Func<T, ParseResult, Func<Option<string?>, string?>, T> apply, string example, string outcome, Func<T, ParseResult, T>? defaults = null,
        bool plans = false)
        where T : StageConfig
    {
        var options = new RunOptions(name, example);
        var command = new Command(name, description);
        foreach (var option in inputs.Concat(data.All).Concat(plans ? options.Settings : options.All))
        {
            command.Options.Add(option);
        }

        if (plans)
        {
            command.SetAction((parsed, stop) =>
            {
                PlanView.Show(terminal, stage.Plan(Config(parsed, stop)), section: example[..example.IndexOf('.')]);
                return Task.FromResult(ExitCode.Success);
            });
            return command;
        }

        command.SetAction((parsed, stop) =>
        {
            var (run, events) = options.Resumed(parsed) is { } stopped
                ? stage.Resume(stopped, stop)
                : stage.Start(options.Folder(parsed, name), Config(parsed, stop), stop);
            if (!RunView.Watch(terminal, name, run, events))
            {
                return Task.FromResult(ExitCode.Interrupted);
            }

            if (File.Exists(run.Path(ComparisonResults.FileName)))
            {
                ComparisonView.Show(terminal, run.ReadJson<ComparisonResults>(ComparisonResults.FileName), every: true);
                terminal.Out.WriteLine();
                terminal.Out.WriteLine($"Report: {RunPaths.Short(ComparisonReport.Write(run))}");
                return Task.FromResult(ExitCode.Success);
            }

            terminal.Out.WriteLine($"Done: {RunPaths.Short(run.Path(outcome))}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;

        T Config(ParseResult given, CancellationToken stop)
        {
            var resolved = options.Resolve(defaults?.Invoke(stage.Defaults, given) ?? stage.Defaults, given);
            return data.Apply(apply(resolved, given, option => Model(option, given, stop)), given, terminal, stop);
        }

        string? Model(Option<string?> option, ParseResult given, CancellationToken stop) =>
            given.GetValue(option) is { } named ? PullCommand.ModelFolderOf(terminal, named, stop) : null;
    }

    private static Option<string?> Path(string name, string description, string? otherwise = null) => new(name)
    {
        Description = $"{description} A folder, or a name on the Hub.{(otherwise is null ? "" : $" [default: {otherwise}]")}",
        HelpName = "MODEL",
    };
}
