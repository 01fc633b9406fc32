using System.Text;
using System.Web;

namespace Workbench.Notebooks.Html;

/// <summary>The headings of a page, each with an anchor of its own.</summary>
internal sealed class HeadingList
{
    private const int DeepestInNavigation = 2;
    private const int FewestInNavigation = 3;

    private readonly List<(int Level, string Text, string Anchor)> _items = [];

    internal IReadOnlyList<(int Level, string Text, string Anchor)> Items => _items;

    /// <summary>Adds a heading and returns its anchor: its words in lower case with hyphens, and a number where that is taken.</summary>
    internal string Add(int level, string text)
    {
        var words = new string(text.ToLowerInvariant().Select(character => char.IsLetterOrDigit(character) ? character : ' ').ToArray());
        var name = string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var anchor = name.Length == 0 ? "section" : name;
        for (var i = 2; _items.Any(item => item.Anchor == anchor); i++)
        {
            anchor = $"{name}-{i}";
        }

        _items.Add((level, text, anchor));
        return anchor;
    }

    internal string ToNavigation()
    {
        var sections = _items.Where(item => item.Level == DeepestInNavigation).ToArray();
        if (sections.Length < FewestInNavigation)
        {
            return "";
        }

        var html = new StringBuilder("<nav><details><summary>Contents</summary><ul>\n");
        foreach (var (_, text, anchor) in sections)
        {
            html.Append($"<li><a href=\"#{HttpUtility.HtmlAttributeEncode(anchor)}\">{HttpUtility.HtmlEncode(text)}</a></li>\n");
        }

        return html.Append("</ul></details></nav>\n").ToString();
    }
}
