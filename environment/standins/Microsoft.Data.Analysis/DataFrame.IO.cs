using System.Globalization;
using System.Text;

namespace Microsoft.Data.Analysis;

public partial class DataFrame
{
    public static DataFrame LoadCsv(
        string filename, char separator = ',', bool header = true, string[] columnNames = null, Type[] dataTypes = null, int numRows = -1,
        int guessRows = 10, bool addIndexColumn = false, Encoding encoding = null, bool renameDuplicatedColumns = false, CultureInfo cultureInfo = null)
    {
        using var stream = new FileStream(filename, FileMode.Open);
        return LoadCsv(stream, separator, header, columnNames, dataTypes, numRows, guessRows, addIndexColumn, encoding, renameDuplicatedColumns, cultureInfo);
    }

    public static DataFrame LoadCsv(
        Stream csvStream, char separator = ',', bool header = true, string[] columnNames = null, Type[] dataTypes = null, long numberOfRowsToRead = -1,
        int guessRows = 10, bool addIndexColumn = false, Encoding encoding = null, bool renameDuplicatedColumns = false, CultureInfo cultureInfo = null,
        Func<IEnumerable<string>, Type> guessTypeFunction = null)
    {
        if (!csvStream.CanSeek)
        {
            throw new ArgumentException("Expected a seekable stream", nameof(csvStream));
        }

        using var reader = new StreamReader(csvStream, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        return LoadCsvFromString(
            reader.ReadToEnd(), separator, header, columnNames, dataTypes, numberOfRowsToRead, guessRows, addIndexColumn, renameDuplicatedColumns, cultureInfo, guessTypeFunction);
    }

    public static DataFrame LoadCsvFromString(
        string csvString, char separator = ',', bool header = true, string[] columnNames = null, Type[] dataTypes = null, long numberOfRowsToRead = -1,
        int guessRows = 10, bool addIndexColumn = false, bool renameDuplicatedColumns = false, CultureInfo cultureInfo = null,
        Func<IEnumerable<string>, Type> guessTypeFunction = null)
    {
        if (dataTypes == null && guessRows <= 0)
        {
            throw new ArgumentException($"Expected either {nameof(guessRows)} or {nameof(dataTypes)} to be provided");
        }

        var rows = CsvReader.Read(csvString, separator);
        if (rows.Count == 0)
        {
            throw new FormatException("Empty file");
        }

        if (header)
        {
            columnNames ??= renameDuplicatedColumns ? Renamed(rows[0]) : rows[0];
        }

        // The header is one of the rows that are looked at.
        var looked = rows.Take(Math.Max(guessRows, 1)).Skip(header ? 1 : 0).ToList();
        var count = Math.Max(dataTypes?.Length ?? 0, looked.Select(row => row.Length).DefaultIfEmpty(0).Max());
        var columns = new List<DataFrameColumn>();
        for (var i = 0; i < count; i++)
        {
            var type = dataTypes is null ? GuessKind(i, looked, header, guessTypeFunction ?? GuessType) : dataTypes[i];
            columns.Add(CreateColumn(type, string.IsNullOrEmpty(columnNames?[i]) ? $"Column{i}" : columnNames[i]));
        }

        var frame = new DataFrame(columns);
        foreach (var row in rows.Skip(header ? 1 : 0).Take(numberOfRowsToRead < 0 ? int.MaxValue : (int)numberOfRowsToRead))
        {
            frame.Append(row, inPlace: true, cultureInfo: cultureInfo);
        }

        if (addIndexColumn)
        {
            frame.Columns.Insert(0, new Int64DataFrameColumn("IndexColumn", Enumerable.Range(0, (int)columns[0].Length).Select(i => (long)i)));
        }

        return frame;
    }

    public static DataFrame LoadFrom(IEnumerable<IList<object>> vals, IList<(string, Type)> columnInfos)
    {
        var frame = new DataFrame(columnInfos.Select(info => CreateColumn(info.Item2, info.Item1)));
        foreach (var items in vals)
        {
            frame.Append(items, inPlace: true);
        }

        return frame;
    }

    public static void SaveCsv(
        DataFrame dataFrame, string path, char separator = ',', bool header = true, Encoding encoding = null, CultureInfo cultureInfo = null)
    {
        using var stream = new FileStream(path, FileMode.Create);
        SaveCsv(dataFrame, stream, separator, header, encoding, cultureInfo);
    }

    /// <summary>In the current culture and in ASCII unless told otherwise, as the real package does it.</summary>
    public static void SaveCsv(
        DataFrame dataFrame, Stream csvStream, char separator = ',', bool header = true, Encoding encoding = null, CultureInfo cultureInfo = null)
    {
        cultureInfo ??= CultureInfo.CurrentCulture;
        if (cultureInfo.NumberFormat.NumberDecimalSeparator == separator.ToString())
        {
            throw new ArgumentException("Decimal separator cannot match the column separator");
        }

        using var writer = new StreamWriter(csvStream, encoding ?? Encoding.ASCII, leaveOpen: true);
        if (dataFrame is null)
        {
            return;
        }

        if (header)
        {
            writer.WriteLine(string.Join(separator, dataFrame.Columns.Select(column => Quoted(column.Name, separator))));
        }

        foreach (var row in dataFrame.Rows)
        {
            writer.WriteLine(string.Join(separator, row.Select(value => Cell(value, separator, cultureInfo))));
        }
    }

    private static string Cell(object value, char separator, CultureInfo culture) => value switch
    {
        float number => number.ToString("G9", culture),
        double number => number.ToString("G17", culture),
        DateTime date => date.ToString(culture),
        string text => Quoted(text, separator),
        bool flag => flag.ToString(culture),
        null => "",
        _ => value.ToString(),
    };

    private static string Quoted(string cell, char separator) =>
        cell.AsSpan().IndexOfAny(separator, '\n', '"') >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private static string[] Renamed(string[] names)
    {
        var seen = new Dictionary<string, int>();
        return [.. names.Select(name =>
        {
            seen[name] = seen.GetValueOrDefault(name) + 1;
            return seen[name] == 1 ? name : $"{name}.{seen[name] - 1}";
        })];
    }

    private static Type GuessKind(int column, List<string[]> rows, bool header, Func<IEnumerable<string>, Type> guess) =>
        guess(rows.Select((row, line) => column < row.Length
            ? row[column]
            : throw new FormatException($"Line {line + (header ? 2 : 1)} has less columns than expected")));

    private static Type GuessType(IEnumerable<string> values)
    {
        Type result = null;
        foreach (var value in values)
        {
            if (string.IsNullOrEmpty(value) || value.Equals("null", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var type = bool.TryParse(value, out _) ? typeof(bool)
                : float.TryParse(value, out _) ? typeof(float)
                : DateTime.TryParse(value, out _) ? typeof(DateTime)
                : typeof(string);
            result = result is null ? type : Wider(type, result);
        }

        return result ?? typeof(string);
    }

    private static Type Wider(Type a, Type b)
    {
        foreach (var type in new[] { typeof(string), typeof(float), typeof(bool), typeof(DateTime) })
        {
            if (a == type || b == type)
            {
                return type;
            }
        }

        return typeof(string);
    }

    private static DataFrameColumn CreateColumn(Type kind, string columnName)
    {
        if (kind == typeof(bool))
        {
            return new BooleanDataFrameColumn(columnName);
        }

        return kind == typeof(int) ? new Int32DataFrameColumn(columnName)
            : kind == typeof(long) ? new Int64DataFrameColumn(columnName)
            : kind == typeof(float) ? new SingleDataFrameColumn(columnName)
            : kind == typeof(double) ? new DoubleDataFrameColumn(columnName)
            : kind == typeof(DateTime) ? new DateTimeDataFrameColumn(columnName)
            : kind == typeof(string) ? new StringDataFrameColumn(columnName, 0)
            : throw new NotSupportedException(nameof(kind));
    }
}
