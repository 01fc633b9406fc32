using System.CommandLine;
using Spectre.Console;
using Workbench.Data;

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
            terminal.Out.WriteLine($"{BundledData.Files.Length} files written in {Configured.Relative(folder.Root)}");
            return ExitCode.Success;
        });

        var check = new Command("check", "Compare the generated files of the data folder with what the generators make.");
        check.SetAction(_ =>
        {
            var folder = DataFolder.Find();
            return BundledData.Differences(folder) is { Count: > 0 } differing
                ? throw new WorkbenchException(
                    $"{Configured.Relative(folder.Root)}: {string.Join(", ", differing)} differ from what the generators make. Write them anew with: workbench data make")
                : ExitCode.Success;
        });
        return new Command("data", "Make or check the bundled data.") { make, check };
    }
}
