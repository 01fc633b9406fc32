using System.Globalization;
using System.Text;

namespace Workbench.Text.Pipeline;

/// <summary>
/// Finds added tokens in a text: the leftmost first and of those that begin there the longest. A token may ask to stand alone as a word,
/// and to take the white space on its left or right with it.
/// </summary>
internal sealed class AddedTokenSplitter
{
    private readonly Dictionary<char, (string Content, AddedToken Token)[]> _byFirst;

    /// <param name="tokens">What to look for, and the token that it stands for.</param>
    internal AddedTokenSplitter(IEnumerable<(string Content, AddedToken Token)> tokens) =>
        _byFirst = tokens
            .Where(t => t.Content.Length > 0)
            .GroupBy(t => t.Content[0])
            .ToDictionary(g => g.Key, g => g.OrderByDescending(t => Encoding.UTF8.GetByteCount(t.Content)).ToArray());

    /// <summary>Cuts a text into stretches between added tokens (null) and the tokens themselves; empty stretches are left out.</summary>
    internal IEnumerable<(Stretch Part, AddedToken? Token)> Split(Stretch text)
    {
        var done = 0;
        for (var i = 0; i < text.Length;)
        {
            if (FindAt(text.Span, i) is not (var content, var token))
            {
                i++;
                continue;
            }

            var start = i;
            var end = i + content.Length;
            i = end;
            if (token.SingleWord && !StandsAlone(text.Span, start, end))
            {
                continue;
            }

            if (token.StripLeft)
            {
                start = Math.Max(text.Span[..start].TrimEnd().Length, done);
            }

            if (token.StripRight)
            {
                end = text.Length - text.Span[end..].TrimStart().Length;
            }

            if (start > done)
            {
                yield return (text.Slice(done, start - done), null);
            }

            yield return (text.Slice(start, end - start), token);
            done = end;
        }

        if (done < text.Length)
        {
            yield return (text.Slice(done, text.Length - done), null);
        }
    }

    private (string Content, AddedToken Token)? FindAt(ReadOnlySpan<char> text, int at)
    {
        if (_byFirst.TryGetValue(text[at], out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (text[at..].StartsWith(candidate.Content, StringComparison.Ordinal))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int start, int end)
    {
        var before = start > 0 && Rune.DecodeLastFromUtf16(text[..start], out var last, out _) == System.Buffers.OperationStatus.Done && IsWord(last);
        var after = end < text.Length && Rune.DecodeFromUtf16(text[end..], out var first, out _) == System.Buffers.OperationStatus.Done && IsWord(first);
        return !before && !after;
    }

    // \w of Unicode's regular expressions: alphabetic, marks, decimal digits, connectors, joiners.
    private static bool IsWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation
        || rune.Value is 0x200C or 0x200D or (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169)
            or (>= 0x1F170 and <= 0x1F189);
}
