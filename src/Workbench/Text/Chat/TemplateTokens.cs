using System.Text;

namespace Workbench.Text.Chat;

/// <summary>Cuts an expression or a statement into words.</summary>
internal static class TemplateTokens
{
    private static readonly string[] Signs = ["==", "!=", "<=", ">=", "//", "(", ")", "[", "]", "{", "}", ".", ",", ":", "|", "+", "-", "~", "*", "/", "%", "<", ">", "="];

    internal static List<TemplateToken> Read(TemplateSegment segment)
    {
        var text = segment.Content;
        List<TemplateToken> tokens = [];
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
            }
            else if (text[i] is '\'' or '"')
            {
                tokens.Add(new TemplateToken(TemplateTokenKind.String, String(segment, ref i)));
            }
            else if (char.IsAsciiLetter(text[i]) || text[i] == '_')
            {
                while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
                {
                    i++;
                }

                tokens.Add(new TemplateToken(TemplateTokenKind.Name, text[start..i]));
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                {
                    i++;
                }

                tokens.Add(new TemplateToken(TemplateTokenKind.Number, text[start..i]));
            }
            else if (Array.Find(Signs, sign => string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0) is { } found)
            {
                tokens.Add(new TemplateToken(TemplateTokenKind.Sign, found));
                i += found.Length;
            }
            else
            {
                throw Fault(segment, $"\"{text[i]}\" is not known");
            }
        }

        tokens.Add(new TemplateToken(TemplateTokenKind.End, "the end"));
        return tokens;
    }

    internal static WorkbenchException Fault(TemplateSegment segment, string what) =>
        new($"chat_template: position {segment.Position}: {what}, in \"{(segment.Content.Length <= 80 ? segment.Content : segment.Content[..77] + "...")}\"");

    private static string String(TemplateSegment segment, ref int i)
    {
        var text = segment.Content;
        var quote = text[i++];
        var value = new StringBuilder();
        for (; i < text.Length && text[i] != quote; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                value.Append(text[i]);
                continue;
            }

            value.Append(text[++i] switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "\r",
                '\\' => "\\",
                '\'' => "'",
                '"' => "\"",
                var other => $"\\{other}",
            });
        }

        return i++ < text.Length ? value.ToString() : throw Fault(segment, "a string is not closed");
    }
}
