using System.Globalization;
using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>A table: columns of one length, each of one type.</summary>
public partial class DataFrame
{
    internal const int DefaultMaxRowsToShowInPreview = 25;

    public DataFrame(IEnumerable<DataFrameColumn> columns)
    {
        Columns = new DataFrameColumnCollection(columns);
        Rows = new DataFrameRowCollection(this);
    }

    public DataFrame(params DataFrameColumn[] columns)
        : this((IEnumerable<DataFrameColumn>)columns)
    {
    }

    public DataFrameColumnCollection Columns { get; }

    public DataFrameRowCollection Rows { get; }

    public object this[long rowIndex, int columnIndex]
    {
        get => Columns[columnIndex][rowIndex];
        set => Columns[columnIndex][rowIndex] = value;
    }

    public DataFrameColumn this[string columnName]
    {
        get => Columns[columnName];
        set => Columns[columnName] = value;
    }

    public DataFrame this[PrimitiveDataFrameColumn<bool> rowFilter] => Filter(rowFilter);

    public DataFrame this[PrimitiveDataFrameColumn<int> rowIndices] => Filter(rowIndices);

    public DataFrame this[PrimitiveDataFrameColumn<long> rowIndices] => Filter(rowIndices);

    public DataFrame this[IEnumerable<int> rowIndices] => Clone(new PrimitiveDataFrameColumn<int>("Filter", rowIndices));

    public DataFrame this[IEnumerable<long> rowIndices] => Clone(new PrimitiveDataFrameColumn<long>("Filter", rowIndices));

    public DataFrame this[IEnumerable<bool> rowFilter] => Clone(new PrimitiveDataFrameColumn<bool>("Filter", rowFilter));

    public DataFrame Filter(PrimitiveDataFrameColumn<bool> filter) => Clone(filter);

    public DataFrame Filter(PrimitiveDataFrameColumn<int> rowIndices) => Clone(rowIndices);

    public DataFrame Filter(PrimitiveDataFrameColumn<long> rowIndices) => Clone(rowIndices);

    /// <summary>More rows than there are is a fault, as in the real package.</summary>
    public DataFrame Head(int numberOfRows) => Clone(new PrimitiveDataFrameColumn<int>("Filter", Enumerable.Range(0, numberOfRows)));

    public DataFrame Tail(int numberOfRows)
    {
        var filter = new PrimitiveDataFrameColumn<long>("Filter", numberOfRows);
        for (long i = 0; i < numberOfRows; i++)
        {
            filter[i] = Rows.Count - numberOfRows + i;
        }

        return Clone(filter);
    }

    public DataFrame Clone() => Clone(null);

    public DataFrame Info()
    {
        var info = new DataFrame();
        foreach (var column in Columns)
        {
            if (info.Columns.Count == 0)
            {
                info.Columns.Add(new StringDataFrameColumn("Info", ["DataType", "Length (excluding null values)"]));
            }

            info.Columns.Add(column.Info());
        }

        return info;
    }

    public DataFrame Description()
    {
        var description = new DataFrame();
        foreach (var column in Columns.Where(column => column.HasDescription()))
        {
            if (description.Columns.Count == 0)
            {
                description.Columns.Add(new StringDataFrameColumn("Description", ["Length (excluding null values)", "Max", "Min", "Mean"]));
            }

            description.Columns.Add(column.Description());
        }

        return description;
    }

    public DataFrame OrderBy(string columnName, bool ascending = true, bool putNullValuesLast = true) =>
        Clone(Columns[columnName].GetSortIndices(ascending, putNullValuesLast));

    public DataFrame OrderByDescending(string columnName, bool putNullValuesLast = true) => OrderBy(columnName, false, putNullValuesLast);

    public GroupBy GroupBy(string columnName)
    {
        var index = Columns.IndexOf(columnName);
        return index >= 0
            ? Columns[index].GroupBy(index, this)
            : throw new ArgumentException($"Column '{columnName}' does not exist", nameof(columnName));
    }

    public GroupBy<TKey> GroupBy<TKey>(string columnName) =>
        GroupBy(columnName) as GroupBy<TKey> ?? throw new InvalidCastException(
            $"Cannot cast elements of column '{columnName}' type of {this[columnName].DataType} to type {typeof(TKey)} used as TKey in grouping ");

    public DataFrame Append(IEnumerable<object> row = null, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        var frame = inPlace ? this : Clone();
        var values = new List<object>();
        foreach (var value in row ?? [])
        {
            if (values.Count == frame.Columns.Count)
            {
                throw new ArgumentException($"Parameter.Count exceeds the number of columns({frame.Columns.Count}) in the DataFrame ", nameof(row));
            }

            values.Add(Converted(value, frame.Columns[values.Count].DataType, cultureInfo ?? CultureInfo.CurrentCulture));
        }

        for (var i = 0; i < frame.Columns.Count; i++)
        {
            AppendTo(frame.Columns[i], i < values.Count ? values[i] : null);
        }

        frame.Columns.RowCount++;
        return frame;
    }

    public DataFrame Append(IEnumerable<KeyValuePair<string, object>> row, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        var frame = inPlace ? this : Clone();
        List<(DataFrameColumn Column, object Value)> values = [];
        foreach (var (name, value) in row)
        {
            var index = frame.Columns.IndexOf(name);
            if (index < 0)
            {
                throw new ArgumentException($"Column '{name}' does not exist", "columnName");
            }

            var column = frame.Columns[index];
            values.Add((column, value is null ? null : Convert.ChangeType(value, column.DataType, cultureInfo ?? CultureInfo.CurrentCulture)));
        }

        foreach (var (column, value) in values)
        {
            AppendTo(column, value);
        }

        foreach (var column in frame.Columns.Where(column => column.Length == frame.Rows.Count))
        {
            AppendTo(column, null);
        }

        frame.Columns.RowCount++;
        return frame;
    }

    public override string ToString() => ToString(DefaultMaxRowsToShowInPreview);

    public string ToString(long rowsToShow)
    {
        var text = new StringBuilder();
        var width = Math.Max(10, Columns.Select(column => column.Name.Length).DefaultIfEmpty(0).Max() + 1);
        foreach (var column in Columns)
        {
            text.Append(column.Name.PadRight(width));
        }

        text.AppendLine();
        for (long i = 0; i < Math.Min(Rows.Count, rowsToShow); i++)
        {
            foreach (var value in Rows[i])
            {
                text.Append((value ?? "null").ToString().PadRight(width));
            }

            text.AppendLine();
        }

        if (rowsToShow < Rows.Count)
        {
            text.Append($"  ... {rowsToShow} of total {Rows.Count}").AppendLine();
        }

        return text.ToString();
    }

    internal void SetTableRowCount(long rowCount)
    {
        if (Columns.FirstOrDefault(column => column.Length != rowCount) is { } odd)
        {
            throw new ArgumentException($"rowCount differs from Column length for Column  {odd.Name}");
        }

        Columns.RowCount = rowCount;
    }

    private static void AppendTo(DataFrameColumn column, object value)
    {
        column.Resize(column.Length + 1);
        column[column.Length - 1] = value;
    }

    // "null" is null everywhere; an empty string is one only where the column does not hold strings.
    private static object Converted(object value, Type type, CultureInfo culture)
    {
        if (value is string text && ((text.Length == 0 && type != typeof(string)) || text.Equals("null", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return value is null ? null : Convert.ChangeType(value, type, culture);
    }

    private DataFrame Clone(DataFrameColumn mapIndices) => new(Columns.Select(column => column.Clone(mapIndices)).ToList());
}
