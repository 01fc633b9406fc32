using System.Globalization;

namespace Workbench.Charts.Tests;

public sealed class HtmlTableTests
{
    private sealed record Row(string Model, double Score, int? Count);

    private static readonly TableColumn<Row>[] s_columns = [new("Model", row => row.Model), new("Score", row => row.Score, "0.00"), new("Count", row => row.Count)];

    [Fact]
    public void Numbers_stand_right_and_texts_left()
    {
        string table = HtmlTable.Of([new Row("a", 1.234, 5), new Row("b", -2, null)], s_columns).ToHtml().ToString();

        Assert.Contains("<th scope=\"col\"><bdi>Model</bdi></th>", table);
        Assert.Contains("<th class=\"wb-number\" scope=\"col\"><bdi>Score</bdi></th>", table);
        Assert.Contains("<td class=\"wb-number\"><bdi>1.23</bdi></td>", table);
        Assert.Contains("<td class=\"wb-number\"><bdi></bdi></td>", table);
    }

    [Theory]
    [InlineData("< 0.001", true)]
    [InlineData("0.034", true)]
    [InlineData("\u22121.5e-3", true)]
    [InlineData("12.5 %", true)]
    [InlineData("PPO 2", false)]
    [InlineData("", false)]
    [InlineData("1 of 2", false)]
    public void Texts_that_read_as_numbers_stand_with_the_numbers(string text, bool number) => Assert.Equal(number, TableValue.IsNumber(text));

    [Fact]
    public void Cells_headings_title_and_description_are_encoded()
    {
        foreach (string text in Hostile.Texts)
        {
            string table = HtmlTable.Of([new Row(text, 0, 0)], [new TableColumn<Row>(text, row => row.Model)], text, text).ToHtml().ToString();

            Assert.Equal(4, table.Split($">{Html.Text(text)}<").Length - 1);
        }
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Contains("1.23", HtmlTable.Of([new Row("a", 1.234, 5)], s_columns).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.PositiveInfinity, "infinite")]
    [InlineData(double.NegativeInfinity, "minus infinite")]
    [InlineData(0.12345, "0.123")]
    [InlineData(-0.5, "\u22120.5")]
    [InlineData(-0.0001, "0")]
    public void Numbers_without_a_format_show_up_to_three_decimals(double value, string text) => Assert.Equal(text, TableValue.Format(value, null));

    [Fact]
    public void As_text_the_columns_line_up()
    {
        string[] lines = HtmlTable.Of([new Row("pre-trained", -0.5, 400), new Row("PPO", 12.25, 7)], s_columns).ToString().Split(Environment.NewLine);

        Assert.Equal(["Model        Score  Count", "pre-trained  \u22120.50    400", "PPO          12.25      7"], lines);
    }

    [Fact]
    public void A_table_needs_a_column() => Assert.Throws<WorkbenchException>(() => HtmlTable.Of<Row>([], []));

    [Fact]
    public void A_table_may_have_no_rows() => Assert.Contains("<tbody></tbody>", HtmlTable.Of([], s_columns).ToHtml().ToString());
}
