using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>How BLEU cuts a text into tokens. Scores are comparable only with the same tokenizer (Post 2018).</summary>
public enum BleuTokenization
{
    /// <summary>mteval-v13a, the usual one for Western languages.</summary>
    V13A,

    /// <summary>mteval-v14, by Unicode's classes of punctuation and symbols.</summary>
    International,

    /// <summary>Every character is a token.</summary>
    Character,

    /// <summary>Every Chinese character is a token; the rest as <see cref="V13A"/>, without its reading of escapes.</summary>
    Chinese,

    /// <summary>White space only: the text is tokenised already.</summary>
    None,
}

/// <summary>The tokenizers of <see cref="Bleu"/>.</summary>
public static partial class BleuTokenizer
{
    /// <summary>The tokens of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="tokenization">How to cut.</param>
    public static string[] Tokens(string text, BleuTokenization tokenization = BleuTokenization.V13A)
    {
        var line = Words.StripEnd(text);
        return tokenization switch
        {
            BleuTokenization.V13A => Words.Split(Western(line)),
            BleuTokenization.International => Words.Split(International(line)),
            BleuTokenization.Character => [.. Words.Characters(line).Select(c => c.ToString()).Where(c => !Words.IsSpace(c[0]))],
            BleuTokenization.Chinese => Words.Split(SeparateStops(SeparateSymbols(ChineseCharacters().Replace(Words.Strip(line), " $0 ")))),
            BleuTokenization.None => Words.Split(line),
            _ => throw new ArgumentOutOfRangeException(nameof(tokenization), tokenization, "No such tokenization."),
        };
    }

    private static string Western(string line)
    {
        line = line.Replace("<skipped>", "").Replace("-\n", "").Replace("\n", " ")
            .Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");
        return SeparateStops(SeparateSymbols($" {line} "));
    }

    internal static string SeparateSymbols(string line) => Symbols().Replace(line, " $1 ");

    // Full stops and commas stay inside numbers only; a dash leaves the number before it.
    internal static string SeparateStops(string line)
    {
        line = StopAfterNonDigit().Replace(line, "$1 $2 ");
        line = StopBeforeNonDigit().Replace(line, " $1 $2");
        return DashAfterDigit().Replace(line, "$1 $2 ");
    }

    // Separates punctuation that follows anything but a number, then punctuation before anything but a number, then symbols.
    private static string International(string line)
    {
        line = Pairwise(line, (left, right) => !IsNumber(left) && IsPunctuation(right), (left, right) => $"{left} {right} ");
        line = Pairwise(line, (left, right) => IsPunctuation(left) && !IsNumber(right), (left, right) => $" {left} {right}");
        return string.Concat(line.EnumerateRunes().Select(c => IsSymbol(c) ? $" {c} " : c.ToString()));
    }

    // Replaces neighbours from left to right, each character at most once.
    private static string Pairwise(string line, Func<Rune, Rune, bool> matches, Func<Rune, Rune, string> replacement)
    {
        var characters = Words.Characters(line);
        var result = new StringBuilder();
        for (var i = 0; i < characters.Length; i++)
        {
            if (i + 1 < characters.Length && matches(characters[i], characters[i + 1]))
            {
                result.Append(replacement(characters[i], characters[++i]));
            }
            else
            {
                result.Append(characters[i].ToString());
            }
        }

        return result.ToString();
    }

    private static bool IsNumber(Rune c) => Rune.GetUnicodeCategory(c)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsPunctuation(Rune c) => Rune.IsPunctuation(c);

    private static bool IsSymbol(Rune c) => Rune.IsSymbol(c);

    [GeneratedRegex(@"([\{-\~\[-\` -\&\(-\+\:-\@\/])")]
    private static partial Regex Symbols();

    [GeneratedRegex(@"([^0-9])([\.,])")]
    private static partial Regex StopAfterNonDigit();

    [GeneratedRegex(@"([\.,])([^0-9])")]
    private static partial Regex StopBeforeNonDigit();

    // sacrebleu's ranges, the wide one of punctuation and symbols (meant for U+20000 and above) included.
    [GeneratedRegex(@"[\u2001-\u2a6d\u2e80-\u2fdf\u2ff0-\u303f\u3100-\u312f\u31a0-\u31bf\u31c0-\u31ef\u3200-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef]")]
    private static partial Regex ChineseCharacters();

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex DashAfterDigit();
}
