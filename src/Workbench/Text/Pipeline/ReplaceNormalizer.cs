namespace Workbench.Text.Pipeline;

/// <summary>tokenizer.json's "Replace": every match becomes a fixed string, whose characters have the origin of the match's last character.</summary>
internal sealed class ReplaceNormalizer : INormalizer
{
    private readonly string? _literal;
    private readonly CodePointRegex? _regex;
    private readonly string _content;

    internal ReplaceNormalizer(string literal, string content) => (_literal, _content) = (literal, content);

    internal ReplaceNormalizer(CodePointRegex regex, string content) => (_regex, _content) = (regex, content);

    public Stretch Normalize(Stretch text) =>
        Replace(text, _literal is null ? _regex!.Matches(text.Span) : Occurrences(text.Span, _literal), _content);

    internal static Stretch Replace(Stretch text, string literal, string content) => Replace(text, Occurrences(text.Span, literal), content);

    internal static List<(int Start, int Length)> Occurrences(ReadOnlySpan<char> text, string literal)
    {
        List<(int, int)> found = [];
        for (var i = 0; literal.Length > 0 && text[i..].IndexOf(literal, StringComparison.Ordinal) is >= 0 and var next; i += next + literal.Length)
        {
            found.Add((i + next, literal.Length));
        }

        return found;
    }

    private static Stretch Replace(Stretch text, List<(int Start, int Length)> matches, string content)
    {
        if (matches.Count == 0)
        {
            return text;
        }

        var builder = new AlignedTextBuilder(text.Length);
        var done = 0;
        foreach (var (start, length) in matches)
        {
            builder.Append(text.Slice(done, start - done));
            builder.Append(content, text.OriginOf(start + length - 1, start + length));
            done = start + length;
        }

        builder.Append(text.Slice(done, text.Length - done));
        return builder.ToStretch();
    }
}
