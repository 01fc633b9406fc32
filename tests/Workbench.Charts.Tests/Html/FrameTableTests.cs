using Microsoft.Data.Analysis;

namespace Workbench.Charts.Tests;

public sealed class FrameTableTests
{
    private static readonly DataFrame s_frame = new(
        new DoubleDataFrameColumn("score", new double?[] { 0.5, null, -1 }), new StringDataFrameColumn("reply", new[] { "<b>a</b>", "b", "c" }));

    [Fact]
    public void Every_row_is_shown_where_they_are_few()
    {
        string html = s_frame.ToHtmlTable().ToHtml().ToString();

        Assert.Contains("3 rows, 2 columns<", html);
        Assert.Contains("&lt;b&gt;a&lt;/b&gt;", html);
        Assert.Contains("<td class=\"wb-number\"><bdi></bdi></td>", html);
    }

    [Fact]
    public void Of_many_the_first_are_shown_and_all_are_counted() =>
        Assert.Contains("3 rows, 2 columns; the first 2 rows", s_frame.ToHtmlTable(rows: 2).ToHtml().ToString());
}
