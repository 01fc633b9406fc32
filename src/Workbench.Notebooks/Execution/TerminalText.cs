namespace Workbench.Notebooks.Execution;

/// <summary>Text as a terminal would show it in the end.</summary>
internal static class TerminalText
{
    /// <summary>Of a line that was overwritten after a carriage return, only what was written last stays.</summary>
    internal static string Settle(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return text.Contains('\r') ? string.Join('\n', Overwritten(text.Replace("\r\n", "\n").Split('\n'))) : string.Join('\n', lines);
    }

    private static IEnumerable<string> Overwritten(IEnumerable<string> lines) =>
        lines.Select(line => line.TrimEnd('\r') is var kept && kept.LastIndexOf('\r') is >= 0 and var last ? kept[(last + 1)..] : kept);
}
