using System.Text.Json.Nodes;

namespace Workbench.Data.Files;

/// <summary>Reads tables, whatever their format: JSON Lines, JSON, CSV, TSV and Parquet; the text formats also packed with gzip.</summary>
public static class DataFile
{
    private const string Expected = ".jsonl, .json, .csv, .tsv (each also with .gz) or .parquet";

    /// <summary>The rows of a file, one after the other.</summary>
    /// <param name="path">A file whose name says its format.</param>
    /// <param name="columns">Where readers find what they want; null: in the columns of the same names.</param>
    /// <exception cref="WorkbenchException">The file is missing, of no known format, empty, or broken; the message names the row.</exception>
    public static IEnumerable<DataRow> Rows(string path, ColumnMapping? columns = null)
    {
        var number = 0L;
        foreach (var (place, values) in Objects(path))
        {
            yield return new DataRow(path, ++number, $"{path}, {place}", values, columns ?? ColumnMapping.None);
        }

        if (number == 0)
        {
            throw new WorkbenchException($"{path}: the file has no rows, expected at least one.");
        }
    }

    private static IEnumerable<(string Place, JsonObject Values)> Objects(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => JsonRows.Lines(path),
            ".json" => JsonRows.Array(path).Select((values, i) => ($"row {i + 1}", values)),
            ".csv" => CsvRows.Read(path, ","),
            ".tsv" => CsvRows.Read(path, "\t"),
            ".parquet" when name == path => ParquetRows.Read(path).Select((values, i) => ($"row {i + 1}", values)),
            _ => throw new WorkbenchException($"{path}: not a table that can be read; expected {Expected}."),
        };
    }
}
