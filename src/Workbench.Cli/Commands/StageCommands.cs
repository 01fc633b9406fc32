using System.CommandLine;
using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary>The stages of an experiment as commands of their own: <c>sft</c>, <c>reward</c>, <c>ppo</c>, <c>grpo</c>, <c>rloo</c>, <c>online-dpo</c>, <c>dpo</c> and
/// <c>compare</c>.</summary>
internal static class StageCommands
{
    public static Command Sft(Terminal terminal)
    {
        var (model, data) = (Path("--model", "The model to fine-tune.", "the bundled pre-trained one"), Data("conversations", "generated ones"));
        return Create(
            terminal, "sft", "Fine-tune a model on demonstrations.", StageRuns.Sft, [model, data],
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model, Data = parsed.GetValue(data)?.FullName ?? config.Data },
            "sft.training.epochs=2", "models/sft");
    }

    public static Command Reward(Terminal terminal)
    {
        var (model, data) = (Path("--model", "The model that gets a scalar head.", "the bundled pre-trained one"), Data("preferences", "the bundled ones"));
        return Create(
            terminal, "reward", "Train a reward model on preferences.", StageRuns.Reward, [model, data],
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model, Data = parsed.GetValue(data)?.FullName ?? config.Data },
            "reward.training.epochs=2", "models/reward");
    }

    public static Command Ppo(Terminal terminal)
    {
        var (model, reward, data) = (
            Path("--model", "The fine-tuned model to begin with; it stays as the reference."),
            Path("--reward", "The reward model."),
            Data("prompts", "generated ones"));
        return Create(
            terminal, "ppo", "Train a fine-tuned model by PPO on a reward model.", StageRuns.Ppo, [model, reward, data],
            (config, parsed, folder) => config with
            {
                Model = folder(model) ?? config.Model,
                RewardModel = folder(reward) ?? config.RewardModel,
                Data = parsed.GetValue(data)?.FullName ?? config.Data,
            },
            "ppo.training.kl.coefficient=0.1", "models/ppo");
    }

    public static Command Groups(Terminal terminal, string name, string description, StageRun<GroupConfig> stage)
    {
        var (model, reward, data) = (
            Path("--model", "The fine-tuned model to begin with; it stays as the reference."),
            Path("--reward", "The reward model."),
            Data("prompts", "generated ones"));
        return Create(
            terminal, name, description, stage, [model, reward, data],
            (config, parsed, folder) => config with
            {
                Model = folder(model) ?? config.Model,
                RewardModel = folder(reward) ?? config.RewardModel,
                Data = parsed.GetValue(data)?.FullName ?? config.Data,
            },
            "group.training.klCoefficient=0.1", $"models/{name}");
    }

    public static Command Dpo(Terminal terminal)
    {
        var (model, data) = (
            Path("--model", "The fine-tuned model to begin with; it stays as the reference."), Data("preferences", "the bundled ones"));
        return Create(
            terminal, "dpo", "Train a fine-tuned model by DPO on preferences.", StageRuns.Dpo, [model, data],
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model, Data = parsed.GetValue(data)?.FullName ?? config.Data },
            "dpo.training.beta=0.2", "models/dpo");
    }

    public static Command Compare(Terminal terminal)
    {
        var (before, after, reward, data) = (
            Path("--before", "The model before."), Path("--after", "The model after."), Path("--reward", "The reward model."),
            Data("prompts", "generated test prompts"));
        return Create(
            terminal, "compare", "Compare two models on the same prompts with the same luck.", StageRuns.Compare, [before, after, reward, data],
            (config, parsed, folder) => config with
            {
                Model = folder(before) ?? config.Model,
                After = folder(after) ?? config.After,
                RewardModel = folder(reward) ?? config.RewardModel,
                Data = parsed.GetValue(data)?.FullName ?? config.Data,
            },
            "compare.prompts=200", ComparisonResults.FileName);
    }

    private static Command Create<T>(
        Terminal terminal, string name, string description, StageRun<T> stage, IReadOnlyList<Option> inputs,
        Func<T, ParseResult, Func<Option<string?>, string?>, T> apply, string example, string outcome)
        where T : StageConfig
    {
        var options = new RunOptions(example);
        var command = new Command(name, description);
        foreach (var option in inputs.Concat(options.All))
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, stop) =>
        {
            var (run, events) = options.Resumed(parsed) is { } stopped
                ? stage.Resume(stopped, stop)
                : stage.Start(options.Folder(parsed, name), apply(options.Resolve(stage.Defaults, parsed), parsed, Model), stop);
            if (!RunView.Watch(terminal, name, run, events))
            {
                return Task.FromResult(ExitCode.Interrupted);
            }

            if (File.Exists(run.Path(ComparisonResults.FileName)))
            {
                ComparisonView.Show(terminal, run.ReadJson<ComparisonResults>(ComparisonResults.FileName));
            }

            terminal.Out.WriteLine($"Done: {RunPaths.Short(run.Path(outcome))}");
            return Task.FromResult(ExitCode.Success);

            string? Model(Option<string?> option) =>
                parsed.GetValue(option) is { } named ? PullCommand.ModelFolderOf(terminal, named, stop) : null;
        });
        return command;
    }

    private static Option<string?> Path(string name, string description, string? otherwise = null) => new(name)
    {
        Description = $"{description} A folder, or a name on the Hub.{(otherwise is null ? "" : $" [default: {otherwise}]")}",
        HelpName = "MODEL",
    };

    private static Option<FileInfo?> Data(string what, string otherwise) => new("--data")
    {
        Description = $"A JSON Lines file of {what}. [default: {otherwise}]",
        HelpName = "FILE",
    };
}
