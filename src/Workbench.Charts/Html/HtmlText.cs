using System.Text;

namespace Workbench.Charts;

/// <summary>Encoding of text for element content and quoted attribute values.</summary>
internal static class HtmlText
{
    /// <summary>
    /// The text with the five characters of markup as entities. C0 controls other than tab and line ends become their pictures
    /// (U+2400 and on), DEL becomes U+2421, lone surrogates become U+FFFD: parsers treat them as errors or drop them silently.
    /// </summary>
    internal static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var encoded = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                encoded.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                '\t' or '\n' => encoded.Append(c),
                '\r' => encoded.Append("&#13;"),
                < ' ' => encoded.Append((char)(0x2400 + c)),
                '\u007f' => encoded.Append('\u2421'),
                _ => encoded.Append(char.IsSurrogate(c) ? '\ufffd' : c),
            };
        }

        return encoded.ToString();
    }

    /// <summary>Whether the text is a name for an element or attribute: a letter, then letters, digits and hyphens, all lower case.</summary>
    internal static bool IsName(string text) =>
        text.Length > 0 && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
