namespace Microsoft.ML.Tokenizers;

/// <summary>"left right": two tokens with exactly one space between them. The left one may be empty, the right one may not.</summary>
internal static class MergeLine
{
    internal static bool TrySplit(string line, out string left, out string right)
    {
        var space = line.IndexOf(' ');
        if (space < 0 || space == line.Length - 1 || line.IndexOf(' ', space + 1) >= 0)
        {
            left = right = "";
            return false;
        }

        left = line[..space];
        right = line[(space + 1)..];
        return true;
    }
}
