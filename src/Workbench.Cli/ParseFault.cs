using System.CommandLine;
using System.CommandLine.Parsing;

namespace Workbench.Cli;

/// <summary>Says in one line what is wrong with a command line, and what was probably meant.</summary>
internal static class ParseFault
{
    public static string Describe(ParseResult parsed)
    {
        var name = Name(parsed);
        var fault = WithoutValue(parsed) is { } option ? $"{option.Name} needs a value, but what follows is '{option.Taken}'."
            : parsed.UnmatchedTokens is [var token, ..] ? Unmatched(parsed, name, token)
            : OfAnotherType(parsed) ?? parsed.Errors[0].Message.TrimEnd('.') + ".";
        return $"{fault} See {name} --help.";
    }

    // "--set --out DIR" would else be told as a DIR too much.
    private static (string Name, string Taken)? WithoutValue(ParseResult parsed)
    {
        string[] known = [.. OptionNames(parsed.CommandResult)];
        return parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(option => option is { Implicit: false, IdentifierToken: not null })
            .SelectMany(option => option.Tokens.Select(taken => (option.IdentifierToken!.Value, taken.Value)))
            .Where(pair => known.Contains(pair.Item2))
            .Select(pair => ((string, string)?)pair)
            .FirstOrDefault();
    }

    private static string? OfAnotherType(ParseResult parsed) =>
        parsed.Errors[0].SymbolResult is OptionResult { Tokens: [var given, ..] } option
            ? (Nullable.GetUnderlyingType(option.Option.ValueType) ?? option.Option.ValueType) switch
            {
                { IsEnum: true } type => $"{option.Option.Name} is {given.Value}, expected one of {string.Join(", ", Enum.GetNames(type))}.{NearestName.Hint(given.Value, Enum.GetNames(type))}",
                { } type when type == typeof(double) => $"{option.Option.Name} is {given.Value}, expected a number.",
                { } type when type == typeof(int) => $"{option.Option.Name} is {given.Value}, expected a whole number.",
                _ => null,
            }
            : null;

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
