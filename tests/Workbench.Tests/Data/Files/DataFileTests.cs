using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;
using Workbench.Data.Files;

namespace Workbench.Tests.Data.Files;

public sealed class DataFileTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    [Theory]
    [InlineData("rows.jsonl", "{\"a\": \"x\", \"b\": {\"c\": 1.5}}\n\n{\"a\": \"y\", \"b\": {\"c\": null}}\n")]
    [InlineData("rows.json", "[{\"a\": \"x\", \"b\": {\"c\": 1.5}}, {\"a\": \"y\", \"b\": {\"c\": null}}]")]
    [InlineData("rows.csv", "a,b.c\r\nx,1.5\r\ny,\r\n")]
    [InlineData("rows.tsv", "a\tb.c\nx\t1.5\ny\t\n")]
    public void Each_text_format_gives_the_same_rows_packed_or_not(string name, string text)
    {
        foreach (var path in new[] { Write(name, text), Pack(name, text) })
        {
            var rows = DataFile.Rows(path).ToArray();
            Assert.Equal(["x", "y"], rows.Select(row => row.Text("a")));
            Assert.Equal([1.5, null], rows.Select(row => row.Number("b.c")));
            Assert.Equal([1, 2], rows.Select(row => row.RowNumber));
        }
    }

    [Fact]
    public async Task Parquet_with_structs_lists_nulls_and_several_row_groups_is_read()
    {
        var path = temporary["rows.parquet"];
        var schema = new ParquetSchema(
            new DataField<string>("a"), new StructField("prompt", new DataField<string>("text"), new DataField<double?>("toxicity")), new DataField<long>("n"));
        var rows = Enumerable.Range(0, 5).Select(i => (IDictionary<string, object?>)new Dictionary<string, object?>
        {
            ["a"] = $"row {i}",
            ["prompt"] = new Dictionary<string, object?> { ["text"] = $"text {i}", ["toxicity"] = i == 3 ? null : i / 4.0 },
            ["n"] = (long)i,
        }).ToList();
        await using (var stream = File.Create(path))
        {
            await ParquetSerializer.SerializeUntypedAsync(rows, schema, stream, new ParquetOptions { RowGroupSize = 2 });
        }

        var read = DataFile.Rows(path, ColumnMapping.Parse(["message=prompt.text"])).ToArray();

        Assert.Equal(["text 0", "text 1", "text 2", "text 3", "text 4"], read.Select(row => row.Text("message")));
        Assert.Equal([0, 0.25, 0.5, null, 1], read.Select(row => row.Number("prompt.toxicity")));
        Assert.Equal("4", read[4].Text("n"));
    }

    [Fact]
    public void Csv_values_may_hold_separators_quotes_and_line_breaks()
    {
        var row = DataFile.Rows(Write("a.csv", "\uFEFFtext,n\n\"one, \"\"two\"\"\nthree\",1\n")).Single();
        Assert.Equal("one, \"two\"\nthree", row.Text("text"));
    }

    [Theory]
    [InlineData("a.csv", "a,b\n1,2\n1,2,3\n", "line 3")]
    [InlineData("a.csv", "a,b\n1\n", "expected 2")]
    [InlineData("a.csv", "a,a\n1,2\n", "twice")]
    [InlineData("a.csv", "a,b\n1,x\"y\n", "quotation mark")]
    [InlineData("a.csv", "a,b\n", "no rows")]
    [InlineData("a.csv", "", "no rows")]
    [InlineData("a.jsonl", "{\"a\": 1}\n{\"a\": \n", "line 2")]
    [InlineData("a.jsonl", "[1]\n", "JSON object")]
    [InlineData("a.jsonl", "{\"a\": 1, \"a\": 2}\n", "line 1")]
    [InlineData("a.json", "{\"a\": 1}", "array")]
    [InlineData("a.json", "[1]", "row 1")]
    [InlineData("a.json", "[", "not sound JSON")]
    [InlineData("a.parquet", "PAR1 and then nothing", "Parquet")]
    [InlineData("a.jsonl.gz", "this is not packed", "cannot be read")]
    [InlineData("a.xlsx", "x", "expected .jsonl")]
    public void What_is_broken_is_named_with_its_place(string name, string text, string expected)
    {
        var path = Write(name, text);
        var fault = Assert.Throws<WorkbenchException>(() => DataFile.Rows(path).ToArray());
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(temporary["a.csv"], [.. "a\n"u8, 0xff, 0xfe, (byte)'\n']);
        Assert.Contains("UTF-8", Assert.Throws<WorkbenchException>(() => DataFile.Rows(temporary["a.csv"]).ToArray()).Message);
        File.WriteAllBytes(temporary["a.jsonl"], [.. "{\"a\": \""u8, 0xff, .. "\"}\n"u8]);
        Assert.Throws<WorkbenchException>(() => DataFile.Rows(temporary["a.jsonl"]).Single().Text("a"));
        Assert.Throws<WorkbenchException>(() => DataFile.Rows(Write("b.jsonl", "{\"a\": \"\\ud800\"}")).Single().Text("a"));
    }

    [Theory]
    [InlineData("{\"b\": 1}", "missing")]
    [InlineData("{\"a\": null}", "null")]
    [InlineData("{\"a\": \" \"}", "not blank")]
    [InlineData("{\"a\": [1]}", "expected a text")]
    public void A_text_that_is_not_there_is_explained(string line, string expected)
    {
        var row = DataFile.Rows(Write("a.jsonl", line)).Single();
        Assert.Contains(expected, Assert.Throws<WorkbenchException>(() => row.Text("a")).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("no such file", Assert.Throws<WorkbenchException>(() => DataFile.Rows(temporary["none.csv"]).ToArray()).Message);

    [Theory]
    [InlineData("message")]
    [InlineData("=x")]
    [InlineData("x=")]
    public void A_mapping_that_maps_nothing_is_refused(string assignment) =>
        Assert.Throws<WorkbenchException>(() => ColumnMapping.Parse([assignment]));

    public void Dispose() => temporary.Dispose();

    private string Write(string name, string text)
    {
        File.WriteAllText(temporary[name], text);
        return temporary[name];
    }

    private string Pack(string name, string text)
    {
        using var packed = new GZipStream(File.Create(temporary[$"{name}.gz"]), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
        return temporary[$"{name}.gz"];
    }
}
