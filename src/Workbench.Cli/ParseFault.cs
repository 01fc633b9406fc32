using System.CommandLine;
using System.CommandLine.Parsing;

namespace Workbench.Cli;

/// <summary>Says in one line what is wrong with a command line, and what was probably meant.</summary>
internal static class ParseFault
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var token = parsed.UnmatchedTokens[0];
            return token.StartsWith('-')
                ? $"{Name(parsed)} has no option '{token}'.{NearestName.Hint(token, OptionNames(parsed.CommandResult))} See {Name(parsed)} --help."
                : $"{Name(parsed)} has no command '{token}'.{NearestName.Hint(token, command.Subcommands.Select(sub => sub.Name))} See {Name(parsed)} --help.";
        }

        return $"{parsed.Errors[0].Message.TrimEnd('.')}. See {Name(parsed)} --help.";
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
