using System.Text.RegularExpressions;
using Workbench.Text;

namespace Workbench.Evaluation.TextMetrics;

/// <summary>The words of <see cref="TranslationEditRate"/>, cut as Tercom does (Snover et al. 2006, Normalizer.java).</summary>
internal static partial class TranslationEditTokenizer
{
    public static string[] Tokens(string text, TranslationEditOptions options)
    {
        text = options.CaseSensitive ? text : Words.Lower(text);
        if (options.Normalized)
        {
            text = Western(text);
            text = options.AsianSupport ? Asian().Replace(text, " $0 ") : text;
        }

        if (options.NoPunctuation)
        {
            text = Punctuation().Replace(text, "");
            text = options.AsianSupport ? AsianPunctuation().Replace(text, "") : text;
        }

        return Words.Split(text);
    }

    private static string Western(string text)
    {
        text = text.Replace("\n-", "").Replace('\n', ' ')
            .Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");
        text = BleuTokenizer.SeparateSymbols($" {text} ").Replace("'s ", " 's ");
        return BleuTokenizer.SeparateStops(text);
    }

    // Ideographs, radicals, strokes, compatibility forms, enclosed letters; and the punctuation below.
    [GeneratedRegex(@"[\u2e80-\u2eff\u3001\u3002\u3008-\u3011\u3014-\u301f\u30fb\u31c0-\u31ef\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01\uff02\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff61-\uff65]")]
    private static partial Regex Asian();

    [GeneratedRegex(@"[.,?:;!""()]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"[\u3001\u3002\u3008-\u3011\u3014-\u301f\u30fb\uff01\uff02\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff61-\uff65]")]
    private static partial Regex AsianPunctuation();
}
