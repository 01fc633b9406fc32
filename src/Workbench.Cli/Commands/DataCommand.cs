using System.CommandLine;
using Spectre.Console;
using Workbench.Data;
using Workbench.Data.SupportConversations;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench data make</c> and <c>check</c>: the generated files of the bundled data.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal)
    {
        var make = new Command("make", "Write the generated files of the data folder anew.");
        make.SetAction(_ =>
        {
            var folder = DataFolder.Find();
            BundledData.Make(folder);
            terminal.Out.WriteLine($"{BundledData.Files.Length} files written in {RunPaths.Short(folder.Root)}");
            return ExitCode.Success;
        });

        var check = new Command("check", "Compare the generated files of the data folder with what the generators make.");
        check.SetAction(_ =>
        {
            var folder = DataFolder.Find();
            if (BundledData.Differences(folder) is { Count: > 0 } differing)
            {
                throw new WorkbenchException(
                    $"{RunPaths.Short(folder.Root)}: {string.Join(", ", differing)} differ from what the generators make. Write them anew with: workbench data make");
            }

            terminal.Out.WriteLine($"{BundledData.Files.Length} files in {RunPaths.Short(folder.Root)} are as the generators make them");
            return ExitCode.Success;
        });
        return new Command("data", "Make or check the bundled data, or generate more.") { make, check, Generate(terminal) };
    }

    private static Command Generate(Terminal terminal)
    {
        var count = CommonOptions.Number("--count", "How many conversations.", least: 1, otherwise: 20_000);
        var seed = CommonOptions.Seed("Another number gives other conversations.");
        var output = new Option<FileInfo>("--out") { Description = "The JSON Lines file to write.", Required = true, HelpName = "FILE" };
        var command = new Command("generate", "Write support conversations in all tones and on all topics.") { count, seed, output };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(output)!.FullName;
            ConversationSet.Write(file, SupportConversationGenerator.Generate(parsed.GetValue(seed), parsed.GetValue(count)));
            terminal.Out.WriteLine($"{parsed.GetValue(count)} conversations written to {RunPaths.Short(file)}");
            return ExitCode.Success;
        });
        return command;
    }
}
