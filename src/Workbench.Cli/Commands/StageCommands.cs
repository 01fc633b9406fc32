using System.CommandLine;
using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary>The stages of an experiment as commands of their own: <c>sft</c>, <c>reward</c>, <c>ppo</c> and <c>compare</c>.</summary>
internal static class StageCommands
{
    public static Command Sft(Terminal terminal)
    {
        var (model, data) = (Path("--model", "The model to fine-tune; default: the bundled pre-trained one."), Data("conversations", "generated ones"));
        return Create(
            terminal, "sft", "Fine-tune a model on demonstrations.", new SftConfig(), [model, data],
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model, Data = parsed.GetValue(data)?.FullName ?? config.Data },
            StageRuns.Sft, "models/sft");
    }

    public static Command Reward(Terminal terminal)
    {
        var (model, data) = (Path("--model", "The model that gets a scalar head; default: the bundled pre-trained one."), Data("preferences", "the bundled ones"));
        return Create(
            terminal, "reward", "Train a reward model on preferences.", new RewardConfig(), [model, data],
            (config, parsed, folder) => config with { Model = folder(model) ?? config.Model, Data = parsed.GetValue(data)?.FullName ?? config.Data },
            StageRuns.Reward, "models/reward");
    }

    public static Command Ppo(Terminal terminal)
    {
        var (model, reward, data) = (
            Path("--model", "The fine-tuned model to begin with; it stays as the reference."),
            Path("--reward", "The reward model."),
            Data("prompts", "generated ones"));
        return Create(
            terminal, "ppo", "Train a fine-tuned model by PPO on a reward model.", new PpoConfig(), [model, reward, data],
            (config, parsed, folder) => config with
            {
                Model = folder(model) ?? config.Model,
                RewardModel = folder(reward) ?? config.RewardModel,
                Data = parsed.GetValue(data)?.FullName ?? config.Data,
            },
            StageRuns.Ppo, "models/ppo");
    }

    public static Command Compare(Terminal terminal)
    {
        var (before, after, reward, data) = (
            Path("--before", "The model before."), Path("--after", "The model after."), Path("--reward", "The reward model."),
            Data("prompts", "generated test prompts"));
        return Create(
            terminal, "compare", "Compare two models on the same prompts with the same luck.", new CompareConfig(), [before, after, reward, data],
            (config, parsed, folder) => config with
            {
                Model = folder(before) ?? config.Model,
                After = folder(after) ?? config.After,
                RewardModel = folder(reward) ?? config.RewardModel,
                Data = parsed.GetValue(data)?.FullName ?? config.Data,
            },
            StageRuns.Compare, ComparisonResults.FileName);
    }

    private static Command Create<T>(
        Terminal terminal, string name, string description, T defaults, IReadOnlyList<Option> options,
        Func<T, ParseResult, Func<Option<string?>, string?>, T> apply,
        Func<string, T, CancellationToken, (RunFolder Folder, IEnumerable<ExperimentEvent> Events)> begin, string outcome)
        where T : StageConfig
    {
        var (config, set, seed, output, device) =
            (CommonOptions.Config(), CommonOptions.Set(), CommonOptions.Seed(), CommonOptions.Out(), CommonOptions.Device());
        var command = new Command(name, description);
        foreach (var option in options.Concat([config, set, seed, output, device]))
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, stop) =>
        {
            var resolved = apply(
                Configured.Options(defaults, parsed.GetValue(config), parsed.GetValue(set)!), parsed,
                option => parsed.GetValue(option) is { } named ? PullCommand.ModelFolderOf(terminal, named, stop) : null);
            resolved = resolved with { Seed = parsed.GetValue(seed) ?? resolved.Seed, Device = parsed.GetValue(device) ?? resolved.Device };
            var (run, events) = begin(Configured.Folder(parsed.GetValue(output), name), resolved, stop);
            terminal.Out.WriteLine($"Run folder: {Configured.Relative(run.Folder)}");
            ProgressView.Show(terminal, events);
            if (File.Exists(run.Path(ComparisonResults.FileName)))
            {
                ComparisonView.Show(terminal, run.ReadJson<ComparisonResults>(ComparisonResults.FileName));
            }

            terminal.Out.WriteLine($"Done: {Configured.Relative(run.Path(outcome))}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Option<string?> Path(string name, string description) =>
        new(name) { Description = $"{description} A folder, or a name on the Hub.", HelpName = "MODEL" };

    private static Option<FileInfo?> Data(string what, string otherwise) => new("--data")
    {
        Description = $"A JSON Lines file of {what}; default: {otherwise}.",
        HelpName = "FILE",
    };
}
