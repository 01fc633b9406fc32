using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbench.Text.Pipeline;

/// <summary>
/// A regular expression over code points. .NET's (and so Microsoft.ML.Tokenizers' RegexPreTokenizer) works on UTF-16 units: to it the
/// halves of a letter beyond U+FFFF are no letters. Where a text has such characters, the expression runs on a shadow of it: one unit a
/// code point, each character beyond U+FFFF replaced by one below it of the same general category (Unicode 14, see
/// <see cref="UnicodeCategories"/>), and the matches are carried back.
/// </summary>
internal sealed partial class CodePointRegex
{
    private const char Unassigned = '\uFFFF';

    // Indexed by UnicodeCategory. These stand for others of their category, so none may be a character that patterns name.
    private const string Representatives =
        "\u0100\u0101\u01C5\u02B0\u01BB\u0300\u0903\u0488\u0660\u3007\u2189\u2000\u2028\u2029\u0082\u2060\uFFFD\uE000\u203F\u2010\u201A\u2046\u2039\u203A\u2021\u2200\u20A0\u02C2\u2300\uFFFF";

    private readonly Regex _regex;

    private CodePointRegex(Regex regex) => _regex = regex;

    /// <summary>GPT-2's splitting rule, case-sensitive: contractions, then letters, digits, other signs (each with one space before) and white space.</summary>
    internal static CodePointRegex Gpt2 { get; } = new(Gpt2Pattern());

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ArgumentException">.NET cannot read the pattern.</exception>
    internal static CodePointRegex Of(string pattern) =>
        pattern == Gpt2.ToString()
            ? Gpt2
            : new(new Regex(WithLongS(pattern), RegexOptions.CultureInvariant | RegexOptions.Compiled, TimeSpan.FromSeconds(30)));

    /// <summary>The matches, in UTF-16 units of the text; empty ones are left out.</summary>
    internal List<(int Start, int Length)> Matches(ReadOnlySpan<char> text)
    {
        List<(int, int)> matches = [];
        if (!NeedsShadow(text))
        {
            foreach (var match in _regex.EnumerateMatches(text))
            {
                if (match.Length > 0)
                {
                    matches.Add((match.Index, match.Length));
                }
            }

            return matches;
        }

        var (shadow, units) = Shadow(text);
        foreach (var match in _regex.EnumerateMatches(shadow))
        {
            if (match.Length > 0)
            {
                var start = units[match.Index];
                matches.Add((start, units[match.Index + match.Length] - start));
            }
        }

        return matches;
    }

    public override string ToString() => _regex.ToString();

    private static bool NeedsShadow(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c) || (c > 0x0896 && UnicodeCategories.IsNewer(c)))
            {
                return true;
            }
        }

        return false;
    }

    private static (char[] Shadow, int[] Units) Shadow(ReadOnlySpan<char> text)
    {
        var shadow = new List<char>(text.Length);
        var units = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            units.Add(i);
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                shadow.Add(Representatives[(int)UnicodeCategories.Of(char.ConvertToUtf32(text[i], text[i + 1]))]);
                i++;
            }
            else
            {
                shadow.Add(UnicodeCategories.IsNewer(text[i]) ? Unassigned : text[i]);
            }
        }

        units.Add(text.Length);
        return ([.. shadow], [.. units]);
    }

    // Ignoring case, Oniguruma takes U+017F for an s, as Unicode's case folding does; .NET does not.
    private static string WithLongS(string pattern) =>
        CaseInsensitiveGroup().Replace(pattern, group => PlainS().Replace(group.Value, "[s\u017F]"));

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gpt2Pattern();

    [GeneratedRegex(@"\(\?i:[^()\[\]]*\)")]
    private static partial Regex CaseInsensitiveGroup();

    [GeneratedRegex(@"(?<!\\)[sS]")]
    private static partial Regex PlainS();
}
