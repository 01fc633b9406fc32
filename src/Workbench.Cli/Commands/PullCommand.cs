using System.CommandLine;
using Spectre.Console;
using Workbench.Checkpoints;
using Workbench.Data.Public;
using Workbench.Experiments;
using Workbench.Hub;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench pull</c>: brings a model or a dataset from the Hub into the cache that Python's libraries share.</summary>
internal static class PullCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string?>("MODEL")
        {
            Description = "A model's name on the Hub, such as gpt2 or google/flan-t5-base; @REVISION picks a branch, a tag or a commit.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var dataset = new Option<string?>("--dataset")
        {
            Description = "A dataset instead, such as knkarthick/dialogsum; @REVISION as for a model.",
            HelpName = "NAME",
        };
        var include = new Option<string[]>("--include")
        {
            Description = "Take the files that match this pattern, such as '*.csv'. May be given several times. Default: what a model folder needs; of a dataset everything.",
            HelpName = "PATTERN",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("pull", "Download a model or a dataset from the Hugging Face Hub.") { model, dataset, include };
        command.SetAction((parsed, stop) =>
        {
            var reference = (parsed.GetValue(model), parsed.GetValue(dataset)) switch
            {
                ({ } name, null) => HubReference.Parse(HubKind.Model, name),
                (null, { } name) => HubReference.Parse(HubKind.Dataset, name),
                _ => throw new WorkbenchException("pull takes either a MODEL or --dataset NAME."),
            };
            terminal.Out.Profile.Out.Writer.WriteLine(Pull(terminal, reference, parsed.GetValue(include)!, HubSettings.FromEnvironment(), stop));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>The folder of a model: as it was named, from the cache, or downloaded now; an adapter brings its base model along.</summary>
    public static string ModelFolderOf(Terminal terminal, string model, CancellationToken stop)
    {
        var folder = Path.GetFullPath(FolderOf(terminal, model, stop));
        if (PeftFolder.IsAt(folder) && PeftFolder.Open(folder).Config.Text("base_model_name_or_path") is { } name
            && ModelFolder.IsHubName(name) && !Directory.Exists(Path.Combine(folder, name)))
        {
            FolderOf(terminal, PeftFolder.Open(folder).Config.Text("revision") is { } revision ? $"{name}@{revision}" : name, stop);
        }

        return folder;
    }

    /// <summary>Rewards whose models are where their names say: folders, from the cache, or downloaded now.</summary>
    public static IReadOnlyList<RewardPart> RewardsOf(Terminal terminal, IReadOnlyList<RewardPart> rewards, CancellationToken stop) =>
        [.. rewards.Select(part => part?.Located(model => ModelFolderOf(terminal, model, stop))!)]; // a gap in the list is named by its validation

    /// <summary>The data that a name means: as they were named, from the cache, or downloaded now.</summary>
    public static string DataOf(Terminal terminal, string source, CancellationToken stop)
    {
        var settings = HubSettings.FromEnvironment();
        if (File.Exists(source) || Directory.Exists(source) || DataLocation.Reference(source) is not var (reference, _)
            || new HubCache(settings).Find(reference) is not null || settings.Offline)
        {
            return DataLocation.Find(source, settings);
        }

        try
        {
            Pull(terminal, reference, [], settings, stop);
            return DataLocation.Find(source, settings);
        }
        catch (WorkbenchException e)
        {
            throw new WorkbenchException($"{source}: there is no such file or folder, and it cannot be pulled: {e.Message}", e);
        }
    }

    private static string FolderOf(Terminal terminal, string model, CancellationToken stop)
    {
        var settings = HubSettings.FromEnvironment();
        if (Directory.Exists(model) || File.Exists(model) || !ModelFolder.IsHubName(model) || ModelFolder.IsCached(model, settings) || settings.Offline)
        {
            return ModelFolder.Find(model, settings);
        }

        try
        {
            return Pull(terminal, HubReference.Parse(HubKind.Model, model), [], settings, stop);
        }
        catch (WorkbenchException e)
        {
            throw new WorkbenchException($"{model}: there is no such folder, and it cannot be pulled: {e.Message}", e);
        }
    }

    private static string Pull(Terminal terminal, HubReference reference, string[] include, HubSettings settings, CancellationToken stop)
    {
        using var client = new HubClient(settings);
        return TransferView.Show(
            terminal, $"{reference}", TimeSpan.Zero, progress => client.PullAsync(reference, include, progress, stop).GetAwaiter().GetResult());
    }
}
