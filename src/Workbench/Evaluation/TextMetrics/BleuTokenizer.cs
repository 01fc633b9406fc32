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
            BleuTokenization.None => Words.Split(line),
            _ => throw new ArgumentOutOfRangeException(nameof(tokenization), tokenization, "No such tokenization."),
        };
    }

    private static string Western(string line)
    {
        line = line.Replace("<skipped>", "").Replace("-\n", "").Replace("\n", " ")
            .Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");
        line = Symbols().Replace($" {line} ", " $1 ");
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

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex DashAfterDigit();
}
