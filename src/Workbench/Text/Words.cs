using System.Text;

namespace Workbench.Text;

/// <summary>Plain ways to cut a text.</summary>
public static class Words
{
    /// <summary>The runs of characters between white space (Unicode's, and the four information separators).</summary>
    /// <param name="text">Any text.</param>
    public static string[] Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            if (IsSpace(text[start]))
            {
                start++;
                continue;
            }

            var end = start;
            while (end < text.Length && !IsSpace(text[end]))
            {
                end++;
            }

            words.Add(text[start..end]);
            start = end;
        }

        return [.. words];
    }

    /// <summary>Number of runs without white space.</summary>
    /// <param name="text">Any text.</param>
    public static int Count(string text)
    {
        var count = 0;
        var inside = false;
        foreach (var c in text)
        {
            var space = IsSpace(c);
            count += !space && !inside ? 1 : 0;
            inside = !space;
        }

        return count;
    }

    /// <summary>The characters of a text as Unicode code points: an emoji outside the basic plane is one, not two.</summary>
    /// <param name="text">Any text.</param>
    public static Rune[] Characters(string text) => [.. text.EnumerateRunes()];

    internal static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    internal static string Strip(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    internal static string StripEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    // The Turkish capital I with a dot becomes i and a combining dot, as Unicode's full case mapping has it.
    internal static string Lower(string text) => text.Replace("\u0130", "i\u0307").ToLowerInvariant();
}
