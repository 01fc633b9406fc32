using System.Globalization;
using System.Text;

namespace Microsoft.Data.Analysis.Tests;

public sealed class CsvTests
{
    [Fact]
    public void Types_are_guessed_from_the_first_rows()
    {
        var frame = DataFrame.LoadCsvFromString("name,score,good,day\nann,1.5,true,2024-05-01\nbob,,false,null\n", cultureInfo: CultureInfo.InvariantCulture);
        Assert.Equal([typeof(string), typeof(float), typeof(bool), typeof(DateTime)], frame.Columns.Select(column => column.DataType));
        Assert.Equal(["bob", null, false, null], frame.Rows[1]);
    }

    [Fact]
    public void Types_can_be_given()
    {
        var frame = DataFrame.LoadCsvFromString("a,b\n1,2\n3,4\n", dataTypes: [typeof(int), typeof(double)], cultureInfo: CultureInfo.InvariantCulture);
        Assert.Equal([1, 3], frame["a"].Cast<int>());
        Assert.Equal([2.0, 4.0], frame["b"].Cast<double>());
        Assert.Throws<FormatException>(() => DataFrame.LoadCsvFromString("a\nx\n", dataTypes: [typeof(int)]));
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotes_and_line_ends()
    {
        var frame = DataFrame.LoadCsvFromString("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n\r\n  plain  , \" trimmed \"\n");
        Assert.Equal(["x, \"y\"", "two\nlines"], frame.Rows[0]);
        Assert.Equal(["plain", "trimmed"], frame.Rows[1]);
        Assert.Equal(2, frame.Rows.Count);
        Assert.ThrowsAny<Exception>(() => DataFrame.LoadCsvFromString("a\n\"open\n"));
    }

    [Fact]
    public void Headers_rows_and_names_follow_the_arguments()
    {
        Assert.Equal(["Column0", "Column1"], DataFrame.LoadCsvFromString("1,2\n", header: false).Columns.Select(c => c.Name));
        Assert.Equal(["p", "q"], DataFrame.LoadCsvFromString("a,b\n1,2\n", columnNames: ["p", "q"]).Columns.Select(c => c.Name));
        Assert.Equal(["a", "a.1"], DataFrame.LoadCsvFromString("a,a\n1,2\n", renameDuplicatedColumns: true).Columns.Select(c => c.Name));
        Assert.Equal(1, DataFrame.LoadCsvFromString("a\n1\n2\n", numberOfRowsToRead: 1).Rows.Count);
        Assert.Equal([0L, 1L], DataFrame.LoadCsvFromString("a;b\n1;2\n3;4\n", ';', addIndexColumn: true)["IndexColumn"].Cast<long>());
        Assert.Throws<FormatException>(() => DataFrame.LoadCsvFromString(""));
        Assert.Throws<FormatException>(() => DataFrame.LoadCsvFromString("a,b\n1,2\n3\n"));
    }

    [Fact]
    public void What_was_saved_loads_again()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("text, quoted", ["plain", "a,b", "say \"hé\"", "two\nlines", null]),
            new DoubleDataFrameColumn("x", [0.1, 1e-300, -0.0, null, double.MaxValue]),
            new BooleanDataFrameColumn("b", [true, false, null, true, false]));
        var path = Path.GetTempFileName();
        DataFrame.SaveCsv(frame, path, encoding: new UTF8Encoding(false), cultureInfo: CultureInfo.InvariantCulture);
        var again = DataFrame.LoadCsv(path, dataTypes: [typeof(string), typeof(double), typeof(bool)], cultureInfo: CultureInfo.InvariantCulture);
        File.Delete(path);
        Assert.Equal(frame.Columns.Select(c => c.Name), again.Columns.Select(c => c.Name));
        Assert.Equal(frame["x"].Cast<object>(), again["x"].Cast<object>());
        Assert.Equal(frame["b"].Cast<object>(), again["b"].Cast<object>());
        Assert.Equal(["plain", "a,b", "say \"hé\"", "two\nlines", ""], again["text, quoted"].Cast<string>());
    }

    [Fact]
    public void Saving_is_ASCII_unless_told_otherwise_and_refuses_an_ambiguous_separator()
    {
        var frame = new DataFrame(new StringDataFrameColumn("é", ["ü"]));
        using var stream = new MemoryStream();
        DataFrame.SaveCsv(frame, stream, cultureInfo: CultureInfo.InvariantCulture);
        Assert.Equal("?\n?\n", Encoding.ASCII.GetString(stream.ToArray()).ReplaceLineEndings("\n"));
        Assert.Throws<ArgumentException>(() => DataFrame.SaveCsv(frame, stream, separator: '.', cultureInfo: CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Rows_of_objects_become_a_frame()
    {
        var frame = DataFrame.LoadFrom([[1, "a"], [null, "b"]], [("n", typeof(int)), ("s", typeof(string))]);
        Assert.Equal([1, null], frame["n"].Cast<object>());
        Assert.Equal(["a", "b"], frame["s"].Cast<string>());
    }
}
