namespace Workbench.Text.Chat;

/// <summary>
/// Cuts a template into text, expressions and statements, with the white space rules that transformers sets: the line end right after a
/// statement goes (trim_blocks), blanks between a line's start and a statement go (lstrip_blocks), a dash inside the braces takes all
/// white space on its side, a plus keeps it, and one line end at the template's end goes.
/// </summary>
internal static class TemplateSegments
{
    internal static List<TemplateSegment> Cut(string template)
    {
        template = template.ReplaceLineEndings("\n");
        template = template.EndsWith('\n') ? template[..^1] : template;
        List<TemplateSegment> segments = [];
        var at = 0;
        while (NextOpening(template, at) is >= 0 and var open)
        {
            var isBlock = template[open + 1] != '{';
            var close = Closing(template, open);
            var mark = close - 1;
            var inner = template[(open + 2)..close];
            var text = Before(template[at..open], inner, isBlock, at == 0 || template[at - 1] == '\n');
            if (text.Length > 0)
            {
                segments.Add(new TemplateSegment(TemplateSegmentKind.Text, text, at));
            }

            if (template[open + 1] != '#')
            {
                var content = inner.Length > 0 && inner[0] is '-' or '+' ? inner[1..] : inner;
                content = content.Length > 0 && content[^1] is '-' or '+' ? content[..^1] : content;
                segments.Add(new TemplateSegment(isBlock ? TemplateSegmentKind.Statement : TemplateSegmentKind.Expression, content.Trim(), open));
            }

            at = close + 2;
            if (template[mark] == '-')
            {
                at += template.AsSpan(at).Length - template.AsSpan(at).TrimStart().Length;
            }
            else if (isBlock && template[mark] != '+' && at < template.Length && template[at] == '\n')
            {
                at++;
            }
        }

        if (at < template.Length)
        {
            segments.Add(new TemplateSegment(TemplateSegmentKind.Text, template[at..], at));
        }

        return segments;
    }

    private static int NextOpening(string template, int from)
    {
        for (var i = template.IndexOf('{', from); i >= 0 && i + 1 < template.Length; i = template.IndexOf('{', i + 1))
        {
            if (template[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return -1;
    }

    // The closing braces; inside an expression or a statement, those in string literals do not count.
    private static int Closing(string template, int open)
    {
        var kind = template[open + 1];
        var end = kind switch { '{' => "}}", '%' => "%}", _ => "#}" };
        var quote = '\0';
        for (var i = open + 2; i + 1 < template.Length; i++)
        {
            if (quote != '\0')
            {
                quote = template[i] == quote ? '\0' : quote;
                i += template[i] == '\\' ? 1 : 0;
            }
            else if (string.CompareOrdinal(template, i, end, 0, 2) == 0)
            {
                return i;
            }
            else if (kind != '#' && template[i] is '\'' or '"')
            {
                quote = template[i];
            }
        }

        throw new WorkbenchException($"chat_template: position {open}: the opening {template.AsSpan(open, 2)} is never closed");
    }

    private static string Before(string text, string inner, bool isBlock, bool atLineStart)
    {
        if (inner.StartsWith('-'))
        {
            return text.TrimEnd();
        }

        if (!isBlock || inner.StartsWith('+'))
        {
            return text;
        }

        var blank = text.TrimEnd(' ', '\t');
        return blank.EndsWith('\n') || (blank.Length == 0 && atLineStart) ? blank : text;
    }
}
