using System.CommandLine;
using System.CommandLine.Parsing;

namespace Workbench.Cli;

/// <summary>Says in one line what is wrong with a command line, and what was probably meant.</summary>
internal static class ParseFault
{
    public static string Describe(ParseResult parsed)
    {
        var name = Name(parsed);
        return $"{(parsed.UnmatchedTokens is [var token, ..] ? Unmatched(parsed, name, token) : parsed.Errors[0].Message.TrimEnd('.') + ".")} See {name} --help.";
    }

    private static string Unmatched(ParseResult parsed, string name, string token)
    {
        var command = parsed.CommandResult.Command;
        return token.StartsWith('-') ? $"{name} has no option '{token}'.{NearestName.Hint(token, OptionNames(parsed.CommandResult))}"
            : command.Subcommands.Count > 0 ? $"{name} has no command '{token}'.{NearestName.Hint(token, command.Subcommands.Select(sub => sub.Name))}"
            : $"'{token}' is too much: {name} takes {(command.Arguments.Count == 0 ? "options only" : $"<{command.Arguments[0].Name}> and options")}.";
    }

    private static string Name(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is not null; result = result.Parent)
        {
            if (result is CommandResult inner)
            {
                names.Push(inner.Command.Name);
            }
        }

        return string.Join(' ', names);
    }

    private static IEnumerable<string> OptionNames(SymbolResult? result)
    {
        for (; result is not null; result = result.Parent)
        {
            if (result is CommandResult command)
            {
                foreach (var option in command.Command.Options)
                {
                    yield return option.Name;
                }
            }
        }
    }
}
