using System.Text;

namespace Workbench.Charts;

/// <summary>
/// A web page in one file: headings, paragraphs, figures, tables and samples. It works without a network, holds plotly.js once however
/// many figures it has, loads nothing, reads well on a phone, follows the reader's light or dark setting, and encodes every text.
/// Its Content-Security-Policy lets the browser run the library's two scripts and no other.
/// </summary>
/// <param name="title">The page's title and first heading.</param>
/// <param name="lead">A sentence or two under the title.</param>
public sealed class HtmlPage(string title, string lead = "")
{
    private readonly List<Html> _body = [];
    private readonly List<string> _headings = [];
    private bool _draws;

    /// <summary>Starts a section. Sections of a page with three or more are listed at its top.</summary>
    /// <param name="text">The heading, best what the section found.</param>
    /// <param name="listed">What it is called in the list; by default the heading itself.</param>
    public HtmlPage Heading(string text, string? listed = null)
    {
        _headings.Add(listed ?? text);
        return Append(Html.Element("h2", [("id", $"section-{_headings.Count}")], Html.Text(text)));
    }

    /// <summary>Starts a part of a section.</summary>
    /// <param name="text">The heading.</param>
    public HtmlPage Subheading(string text) => Append(Html.Element("h3", [], Html.Text(text)));

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">Plain text.</param>
    public HtmlPage Paragraph(string text) => Append(Html.Element("p", [], Html.Text(text)));

    /// <summary>Adds a list of points.</summary>
    /// <param name="items">Plain texts.</param>
    public HtmlPage List(IEnumerable<string> items) =>
        Append(Html.Element("ul", [], items.Select(item => Html.Element("li", [], Html.Text(item))).ToArray()));

    /// <summary>Adds a view.</summary>
    /// <param name="view">A figure, a table, samples.</param>
    public HtmlPage Add(View view) => Append(Piece(view));

    /// <summary>Adds views next to each other, or below each other where there is no room.</summary>
    /// <param name="views">The views, best two.</param>
    public HtmlPage AddPair(params View[] views) => Append(Html.Element("div", [("class", "wb-pair")], views.Select(Piece).ToArray()));

    /// <summary>Adds views that the reader opens.</summary>
    /// <param name="summary">What the reader sees while they are closed.</param>
    /// <param name="views">The views.</param>
    public HtmlPage AddFolded(string summary, params View[] views) =>
        Append(Html.Element("details", [], [Html.Element("summary", [], Html.Text(summary)), .. views.Select(Piece)]));

    /// <summary>The whole page.</summary>
    public override string ToString()
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append(Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{PageAssets.Policy}\">"));
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.Append(Line(Html.Element("title", [], Html.Text(title))));
        page.Append(Line(PageAssets.PageStyle)).Append(Line(PageAssets.Style));
        page.Append("</head>\n<body>\n").Append(Line(Header()));
        page.Append(Line(Html.Element("main", [], [.. _body])));
        if (_draws)
        {
            page.Append(Line(PageAssets.Plotly)).Append(Line(PageAssets.Draw));
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>Writes the page as UTF-8, under a temporary name first so that a reader never sees half of it.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteText(path, ToString());

    private Html Header()
    {
        var heading = Html.Element("h1", [], Html.Text(title));
        var below = lead.Length > 0 ? Html.Element("p", [("class", "wb-lead")], Html.Text(lead)) : Html.Empty;
        return Html.Element("header", [], heading, below, _headings.Count >= 3 ? Contents() : Html.Empty);
    }

    private Html Contents() => Html.Element("nav", [("aria-label", "Contents")], Html.Element("ul", [], _headings.Select((text, index) =>
        Html.Element("li", [], Html.Element("a", [("href", $"#section-{index + 1}")], Html.Text(text)))).ToArray()));

    private Html Piece(View view)
    {
        _draws |= view is Figure;
        return view.ToHtml();
    }

    private HtmlPage Append(Html piece)
    {
        _body.Add(piece);
        return this;
    }

    private static string Line(object markup) => $"{markup}\n";
}
