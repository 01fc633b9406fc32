namespace Workbench.Charts;

/// <summary>A table. Numbers stand right; a table too wide for the screen scrolls by itself.</summary>
public sealed class HtmlTable : View
{
    // Sentences get a column wide enough to read them.
    private const int LongText = 40;

    private readonly string _title;
    private readonly string _description;
    private readonly string[] _columns;
    private readonly bool[] _numeric;
    private readonly string[][] _rows;

    private HtmlTable(string title, string description, string[] columns, bool[] numeric, string[][] rows) =>
        (_title, _description, _columns, _numeric, _rows) = (title, description, columns, numeric, rows);

    /// <summary>A table with a row for each item.</summary>
    /// <typeparam name="T">What a row is about.</typeparam>
    /// <param name="rows">The items.</param>
    /// <param name="columns">What is shown of each.</param>
    /// <param name="title">What the table is called; may be empty.</param>
    /// <param name="description">What is in it, in a sentence; may be empty.</param>
    /// <exception cref="WorkbenchException">There is no column.</exception>
    public static HtmlTable Of<T>(IEnumerable<T> rows, IReadOnlyList<TableColumn<T>> columns, string title = "", string description = "")
    {
        if (columns.Count == 0)
        {
            throw new WorkbenchException("A table needs at least one column.");
        }

        var items = rows.ToArray();
        var values = items.Select(item => columns.Select(column => column.Value(item)).ToArray()).ToArray();
        var numeric = columns.Select((_, c) => values.Length > 0 && values.All(row => row[c] is null || TableValue.IsNumber(row[c]))).ToArray();
        var cells = values.Select(row => row.Select((value, c) => TableValue.Format(value, columns[c].Format)).ToArray()).ToArray();
        return new HtmlTable(title, description, columns.Select(column => column.Title).ToArray(), numeric, cells);
    }

    /// <inheritdoc/>
    public override Html ToHtml()
    {
        var head = Html.Element("thead", [], Html.Element("tr", [], _columns.Select((text, c) => Cell("th", text, c, ("scope", "col"))).ToArray()));
        var body = Html.Element("tbody", [], _rows.Select(row => Html.Element("tr", [], row.Select((text, c) => Cell("td", text, c)).ToArray())).ToArray());
        var scroll = Html.Element("div", [("class", "wb-scroll"), ("tabindex", "0")], Html.Element("table", [], head, body));
        return Html.Element("figure", [("class", "wb-table")], Caption(), scroll);
    }

    /// <summary>The table with columns lined up by spaces.</summary>
    public override string ToString()
    {
        var widths = _columns.Select((text, c) => _rows.Select(row => row[c].Length).Append(text.Length).Max()).ToArray();
        string Line(string[] cells) => string.Join("  ", cells.Select((text, c) => _numeric[c] ? text.PadLeft(widths[c]) : text.PadRight(widths[c]))).TrimEnd();
        return string.Join(Environment.NewLine, _rows.Prepend(_columns).Select(Line));
    }

    private Html Cell(string tag, string text, int column, params (string, string)[] more)
    {
        string? look = _numeric[column] ? "wb-number" : text.Length > LongText ? "wb-long" : null;
        return Html.Element(tag, look is null ? more : [("class", look), .. more], Html.Element("bdi", [], Html.Text(text)));
    }

    private Html Caption() => _title.Length + _description.Length == 0 ? Html.Empty : Html.Element(
        "figcaption",
        [],
        _title.Length > 0 ? Html.Element("strong", [], Html.Text(_title)) : Html.Empty,
        _description.Length > 0 ? Html.Element("span", [], Html.Text(_description)) : Html.Empty);
}
