using System.Text.RegularExpressions;
using Workbench.Text.Pipeline;

namespace Workbench.Text.Files;

/// <summary>Reads the patterns of tokenizer.json: {"String": …} or {"Regex": …}.</summary>
internal static class PatternJson
{
    internal static CodePointRegex Read(JsonPlace pattern) =>
        pattern.Find("String") is { } literal
            ? CodePointRegex.Of(System.Text.RegularExpressions.Regex.Escape(literal.AsString()))
            : Regex(pattern.Get("Regex"));

    internal static CodePointRegex Regex(JsonPlace pattern)
    {
        try
        {
            return CodePointRegex.Of(pattern.AsString());
        }
        catch (RegexParseException e)
        {
            throw new WorkbenchException(pattern.Fault($"this regular expression is not supported: {e.Message}").Message, e);
        }
    }
}
