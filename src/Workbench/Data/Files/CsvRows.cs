using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;

namespace Workbench.Data.Files;

/// <summary>Tables as separated values with a head line (RFC 4180), read by CsvHelper; every value is a text.</summary>
internal static class CsvRows
{
    private const int LongestField = 16 << 20;

    /// <summary>The rows after the head line.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="separator">What stands between two values.</param>
    public static IEnumerable<(string Place, JsonObject Values)> Read(string path, string separator)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            MaxFieldSize = LongestField,
            BadDataFound = context => throw new WorkbenchException(
                $"{path}, line {context.Context.Parser?.RawRow}: a quotation mark stands where none may be; a value with one is put in quotation marks, and it is doubled."),
        };
        using var reader = new StreamReader(DataStream.Open(path), new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = new CsvParser(reader, configuration);
        if (!Next(path, csv))
        {
            yield break;
        }

        var names = csv.Record!;
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new WorkbenchException($"{path}: the head line names a column twice: {string.Join(", ", names)}.");
        }

        while (Next(path, csv))
        {
            var values = csv.Record!;
            // A value may go over several lines; the first of them is the row's.
            var line = csv.RawRow - csv.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n');
            yield return values.Length == names.Length
                ? ($"line {line}", new JsonObject(names.Zip(values, (name, value) => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(value)))))
                : throw new WorkbenchException($"{path}, line {line}: {values.Length} values, expected {names.Length} as in the head line.");
        }
    }

    private static bool Next(string path, CsvParser csv)
    {
        try
        {
            return csv.Read();
        }
        catch (DecoderFallbackException fault)
        {
            throw new WorkbenchException($"{path}, line {csv.RawRow + 1}: found bytes that are not UTF-8.", fault);
        }
        catch (MaxFieldSizeException fault)
        {
            throw new WorkbenchException($"{path}, line {csv.RawRow}: a value is longer than {LongestField} characters.", fault);
        }
        catch (Exception fault) when (DataStream.IsFault(fault))
        {
            throw DataStream.Unreadable(path, fault);
        }
    }
}
