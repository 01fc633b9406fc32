using System.Text;
using Microsoft.DotNet.Interactive.Directives;

namespace Microsoft.DotNet.Interactive.Parsing;

/// <summary>A line such as <c>#!share --from fsharp x</c>: its name, and its parameters' values as they are written.</summary>
internal sealed class DirectiveLine
{
    private DirectiveLine(string text, int line, string name)
    {
        Text = text;
        Line = line;
        Name = name;
    }

    internal string Text { get; }

    internal int Line { get; }

    internal string Name { get; }

    internal Dictionary<string, string> Values { get; } = [];

    internal static DirectiveLine Start(string text, int line) => new(text, line, text.Split([' ', '\t'], 2)[0]);

    /// <summary>Reads the parameters.</summary>
    /// <returns>What is wrong with them, as a diagnostic's id and message; null where nothing is.</returns>
    internal (string Id, string Message)? Bind(KernelActionDirective directive)
    {
        var words = Words(Text[Name.Length..]).ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            var parameter = words[i].StartsWith("--", StringComparison.Ordinal)
                ? directive.Parameters.FirstOrDefault(candidate => candidate.Name == words[i])
                : directive.Parameters.FirstOrDefault(candidate => candidate.AllowImplicitName);
            if (parameter is null)
            {
                return (DirectiveErrors.UnknownParameterName, $"Unrecognized parameter name '{words[i]}'");
            }

            var value = parameter.Flag ? "true" : words[i] != parameter.Name ? words[i] : i + 1 < words.Length ? words[++i] : null;
            if (value is null)
            {
                return (DirectiveErrors.MissingRequiredParameter, $"Missing value for required parameter '{parameter.Name}'");
            }

            if (!Values.TryAdd(parameter.Name, value.Trim('"')))
            {
                return (DirectiveErrors.TooManyOccurrencesOfParameter,
                    $"A maximum of {parameter.MaxOccurrences} occurrences are allowed for named parameter '{parameter.Name}'");
            }
        }

        return directive.Parameters.FirstOrDefault(parameter => parameter.Required && !Values.ContainsKey(parameter.Name)) is { } missing
            ? (DirectiveErrors.MissingRequiredParameter, $"Missing required parameter '{missing.Name}'")
            : null;
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var quoted = false;
        var depth = 0;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) && !quoted && depth == 0)
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                    word.Clear();
                }

                continue;
            }

            quoted ^= character == '"';
            depth += quoted ? 0 : character is '{' or '[' ? 1 : character is '}' or ']' ? -1 : 0;
            word.Append(character);
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
