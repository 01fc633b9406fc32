namespace Workbench.Text.Chat;

/// <summary>Steps through the words of one expression or statement.</summary>
internal sealed class TemplateWords(TemplateSegment segment)
{
    private readonly List<TemplateToken> _tokens = TemplateTokens.Read(segment);
    private int _at;

    internal TemplateToken Current => _tokens[_at];

    internal bool AtEnd => Current.Kind == TemplateTokenKind.End;

    internal TemplateToken Next() => AtEnd ? Current : _tokens[_at++];

    /// <summary>Whether the current word is this name or sign; then it is passed.</summary>
    internal bool Take(string word)
    {
        if (!Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    internal bool Is(string word) => Current.Kind is TemplateTokenKind.Name or TemplateTokenKind.Sign && Current.Text == word;

    internal void Expect(string word)
    {
        if (!Take(word))
        {
            throw Fault($"expected \"{word}\", found \"{Current.Text}\"");
        }
    }

    internal string Name() => Current.Kind == TemplateTokenKind.Name ? Next().Text : throw Fault($"expected a name, found \"{Current.Text}\"");

    internal WorkbenchException Fault(string what) => TemplateTokens.Fault(segment, what);
}
