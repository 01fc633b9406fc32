using System.CommandLine;
using Spectre.Console;
using Workbench.Experiments;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench pretrain</c>: makes the bundled pre-trained model, or another like it.</summary>
internal static class PretrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var save = CommonOptions.Folder("--save", "Also copy the finished model to this folder (data/tiny-gpt2 replaces the bundled one).");
        var options = new RunOptions("pretrain", "training.steps=1000");
        var command = new Command("pretrain", "Train a small GPT-2 from nothing on the bundled corpus.") { save };
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, stop) =>
        {
            var experiment = options.Resumed(parsed) is { } stopped
                ? PretrainExperiment.Resume(stopped, stop)
                : PretrainExperiment.Start(options.Folder(parsed, "pretrain"), options.Resolve(new PretrainConfig(), parsed), stop);
            if (!RunView.Watch(terminal, "pretrain", experiment.Folder, experiment.Run()))
            {
                return Task.FromResult(ExitCode.Interrupted);
            }

            var model = experiment.ModelFolder;
            if (parsed.GetValue(save) is { } target)
            {
                foreach (var file in Directory.GetFiles(model))
                {
                    AtomicFile.Write(Path.Combine(target.FullName, Path.GetFileName(file)), stream => stream.Write(File.ReadAllBytes(file)));
                }

                model = target.FullName;
            }

            terminal.Out.WriteLine($"Model: {RunPaths.Short(model)}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
