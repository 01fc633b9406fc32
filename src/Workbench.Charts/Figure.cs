using Plotly.NET;

namespace Workbench.Charts;

/// <summary>A Plotly.NET chart with what a page needs around it: a title, a sentence that says what to see, and a height.</summary>
public sealed class Figure : View
{
    /// <summary>Wraps a chart, whichever way it was made.</summary>
    /// <param name="chart">The chart. Its width is left to the page; a title of its own is drawn inside the plot.</param>
    /// <param name="title">What the figure is called, shown above it; may be empty.</param>
    /// <param name="description">What is drawn and how to read it, in a sentence: the caption, and what a screen reader says.</param>
    /// <param name="height">Height of the plot in pixels, 120 to 4000.</param>
    /// <exception cref="WorkbenchException">The height lies outside its range.</exception>
    public Figure(GenericChart chart, string title, string description = "", int height = 380)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(description);
        if (height is < 120 or > 4000)
        {
            throw new WorkbenchException($"A figure's height must be 120 to 4000 pixels; it is {height}.");
        }

        Chart = chart;
        Title = title;
        Description = description;
        Height = height;
    }

    /// <summary>The chart itself, for further styling with Plotly.NET.</summary>
    public GenericChart Chart { get; }

    /// <summary>What the figure is called.</summary>
    public string Title { get; }

    /// <summary>What is drawn and how to read it.</summary>
    public string Description { get; }

    /// <summary>Height of the plot in pixels; the width is that of the page.</summary>
    public int Height { get; }

    /// <summary>The same figure under another name.</summary>
    /// <param name="title">The new title.</param>
    /// <param name="description">The new caption; by default the old one stays.</param>
    public Figure Titled(string title, string? description = null) => new(Chart, title, description ?? Description, Height);

    /// <summary>
    /// The chart as plotly.js takes it: an object with data, layout and config. Safe to put between script tags: less-than signs,
    /// greater-than signs, ampersands and the two line separators of Unicode are written as escapes.
    /// </summary>
    public string ToJson() => ScriptJson.Escape(GenericChart.toJson(Chart));

    /// <summary>Writes the figure as a page of its own that works without a network.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    public void SaveHtml(string path) => new HtmlPage(Title.Length > 0 ? Title : "Figure").Add(this).Save(path);

    /// <inheritdoc/>
    public override Html ToHtml()
    {
        var plot = Html.Element(
            "div",
            [("class", "wb-plot"), ("role", "img"), ("aria-label", Join(Title, Description)), ("style", FormattableString.Invariant($"height:{Height}px"))],
            Html.Element("p", [("class", "wb-wait")], Html.Text("This figure needs JavaScript. In a notebook, run the first cell that draws a figure again.")));
        return Html.Element("figure", [("class", "wb-figure")], Caption(), plot, Html.Json("wb-data", ToJson()));
    }

    /// <inheritdoc/>
    public override string ToString() => Join(Title, Description) is { Length: > 0 } text ? $"Figure: {text}" : "Figure";

    private Html Caption()
    {
        var title = Title.Length > 0 ? Html.Element("strong", [], Html.Text(Title)) : Html.Empty;
        var description = Description.Length > 0 ? Html.Element("span", [], Html.Text(Description)) : Html.Empty;
        return Title.Length + Description.Length > 0 ? Html.Element("figcaption", [], title, description) : Html.Empty;
    }

    private static string Join(string title, string description) =>
        title.Length == 0 ? description : description.Length == 0 ? title : $"{title}. {description}";
}
