using System.CommandLine;
using Spectre.Console;
using Workbench.Cli.Options;

namespace Workbench.Cli.Commands;

/// <summary><c>workbench options</c>: every key of a command's configuration.</summary>
internal static class OptionsCommand
{
    public static Command Create(Terminal terminal)
    {
        var of = new Argument<string[]>("COMMAND")
        {
            Description = $"Whose configuration: {string.Join(", ", OptionPage.Commands.Select(known => known.Command))}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var page = new Option<bool>("--page") { Description = "Write the page of all commands, as Markdown." };
        var command = new Command("options", "List the keys of a command's configuration with their defaults.") { of, page };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(page))
            {
                terminal.Out.Profile.Out.Writer.Write(OptionPage.Markdown());
                return ExitCode.Success;
            }

            string[] names = [.. OptionPage.Commands.Select(known => known.Command)];
            var name = parsed.GetValue(of) is { Length: > 0 } words
                ? string.Join(' ', words)
                : throw new WorkbenchException($"options takes the name of a command: {string.Join(", ", names)}.");
            if (OptionPage.Commands.FirstOrDefault(known => known.Command == name) is not { Defaults: { } defaults })
            {
                throw new WorkbenchException($"There is no command '{name}' with options.{NearestName.Hint(name, names)} Known: {string.Join(", ", names)}.");
            }

            foreach (var key in OptionKeys.Of(defaults))
            {
                Show(terminal, key);
                foreach (var inner in key.Group is { } group ? OptionKeys.Of(OptionKeys.Groups.First(known => known.Name == group).Defaults) : [])
                {
                    Show(terminal, inner with { Key = $"{key.Key}.{inner.Key}" });
                }
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Show(Terminal terminal, OptionKey key)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{key.Key}[/] = {key.Default}");
        terminal.Out.Write(new Padder(new Spectre.Console.Text(key.Summary), new Padding(4, 0, 0, 0)));
    }
}
