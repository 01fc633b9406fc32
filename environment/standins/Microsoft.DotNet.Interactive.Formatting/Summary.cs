namespace Microsoft.DotNet.Interactive.Formatting;

internal static class Summary
{
    private const int LongestLine = 50;

    internal static string OfFirstLine(string text)
    {
        var lines = (text ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            return "";
        }

        var first = lines[0];
        return first.Length > LongestLine ? first[..LongestLine] + " ..." : lines.Length > 1 ? first + " ..." : first;
    }
}
