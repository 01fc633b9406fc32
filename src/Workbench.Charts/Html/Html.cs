using System.Text;

namespace Workbench.Charts;

/// <summary>
/// Finished markup. It can only be made from text, which is encoded, and from elements around finished markup, so a view cannot
/// forget to encode a prompt or a response.
/// </summary>
public sealed class Html
{
    private readonly string _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Text from anywhere. Control characters are shown as their Unicode pictures, halves of surrogate pairs as U+FFFD.</summary>
    /// <param name="text">The text.</param>
    public static Html Text(string text) => new(HtmlText.Encode(text));

    /// <summary>An element.</summary>
    /// <param name="name">The tag's name: lower-case letters, digits and hyphens; not script or style.</param>
    /// <param name="attributes">Names (as tags, and not starting with "on") and values, which are encoded.</param>
    /// <param name="children">What is inside.</param>
    /// <exception cref="ArgumentException">A name is not allowed.</exception>
    public static Html Element(string name, IEnumerable<(string Name, string Value)> attributes, params Html[] children)
    {
        if (!HtmlText.IsName(name) || name is "script" or "style")
        {
            throw new ArgumentException($"'{name}' is not a name for an element.", nameof(name));
        }

        var markup = new StringBuilder().Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (!HtmlText.IsName(attribute) || attribute.StartsWith("on", StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{attribute}' is not a name for an attribute.", nameof(attributes));
            }

            markup.Append(' ').Append(attribute).Append("=\"").Append(HtmlText.Encode(value)).Append('"');
        }

        markup.Append('>');
        foreach (var child in children)
        {
            markup.Append(child._markup);
        }

        return new Html(markup.Append("</").Append(name).Append('>').ToString());
    }

    /// <summary>Pieces one after the other.</summary>
    /// <param name="pieces">The pieces.</param>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece._markup)));

    /// <summary>The markup.</summary>
    public override string ToString() => _markup;

    /// <summary>A block of data that a script on the page reads and no browser runs.</summary>
    internal static Html Json(string className, string escapedJson) =>
        new($"<script type=\"application/json\" class=\"{className}\">{escapedJson}</script>");

    /// <summary>A script that the library ships.</summary>
    internal static Html Script(string source) => new($"<script>{source}</script>");

    /// <summary>The style sheet that the library ships.</summary>
    internal static Html Style(string source) => new($"<style>{source}</style>");
}
