using Microsoft.Data.Analysis;

namespace Workbench.Charts;

/// <summary>Data frames to look at.</summary>
public static class FrameTable
{
    /// <summary>The first rows of a data frame as a table, with what it holds in all.</summary>
    /// <param name="frame">The data frame.</param>
    /// <param name="rows">How many rows are shown at most.</param>
    /// <param name="title">What the table is called; may be empty.</param>
    /// <exception cref="WorkbenchException">The data frame has no column.</exception>
    public static HtmlTable ToHtmlTable(this DataFrame frame, int rows = 20, string title = "")
    {
        ArgumentNullException.ThrowIfNull(frame);
        long shown = Math.Min(rows, frame.Rows.Count);
        var columns = frame.Columns.Select(column => new TableColumn<long>(column.Name, row => column[row])).ToArray();
        string all = FormattableString.Invariant($"{frame.Rows.Count:N0} rows, {frame.Columns.Count} columns");
        return HtmlTable.Of(
            Enumerable.Range(0, (int)shown).Select(row => (long)row), columns, title, shown < frame.Rows.Count ? $"{all}; the first {shown} rows" : all);
    }
}
