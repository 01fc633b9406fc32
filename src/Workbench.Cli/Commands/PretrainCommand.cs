using System.CommandLine;
using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench pretrain</c>: makes the bundled pre-trained model, or another like it.</summary>
internal static class PretrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var resume = new Option<DirectoryInfo?>("--resume")
        {
            Description = "Go on with the stopped run in this folder; its options stay as they were.",
            HelpName = "DIR",
        };
        var save = new Option<DirectoryInfo?>("--save")
        {
            Description = "Also copy the finished model to this folder (data/tiny-gpt2 replaces the bundled one).",
            HelpName = "DIR",
        };
        var (config, set, seed, output, device) =
            (CommonOptions.Config(), CommonOptions.Set(), CommonOptions.Seed(), CommonOptions.Out(), CommonOptions.Device());
        var command = new Command("pretrain", "Train a small GPT-2 from nothing on the bundled corpus.")
        {
            config, set, seed, output, device, resume, save,
        };
        command.SetAction((parsed, stop) =>
        {
            PretrainExperiment experiment;
            if (parsed.GetValue(resume) is { } stopped)
            {
                experiment = PretrainExperiment.Resume(stopped.FullName, stop);
            }
            else
            {
                var options = Configured.Options(new PretrainConfig(), parsed.GetValue(config), parsed.GetValue(set)!);
                options = options with { Seed = parsed.GetValue(seed) ?? options.Seed, Device = parsed.GetValue(device) ?? options.Device };
                experiment = PretrainExperiment.Start(Configured.Folder(parsed.GetValue(output), "pretrain"), options, stop);
            }

            terminal.Out.WriteLine($"Run folder: {Configured.Relative(experiment.Folder.Folder)}");
            ProgressView.Show(terminal, experiment.Run());
            var model = experiment.ModelFolder;
            if (parsed.GetValue(save) is { } target)
            {
                foreach (var file in Directory.GetFiles(model))
                {
                    AtomicFile.Write(Path.Combine(target.FullName, Path.GetFileName(file)), stream => stream.Write(File.ReadAllBytes(file)));
                }

                model = target.FullName;
            }

            terminal.Out.WriteLine($"Model: {Configured.Relative(model)}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
