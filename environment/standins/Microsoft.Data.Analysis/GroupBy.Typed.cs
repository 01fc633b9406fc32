using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>Rows gathered by keys of one type, in the order in which the keys first occur; rows without a key are left out.</summary>
public class GroupBy<TKey> : GroupBy
{
    private readonly DataFrame _dataFrame;
    private readonly int _groupByColumnIndex;
    private readonly IDictionary<TKey, ICollection<long>> _keyToRowIndices;

    public GroupBy(DataFrame dataFrame, int groupByColumnIndex, IDictionary<TKey, ICollection<long>> keyToRowIndices)
    {
        if (dataFrame.Columns.Count < groupByColumnIndex || groupByColumnIndex < 0)
        {
            throw new ArgumentException(nameof(groupByColumnIndex));
        }

        _dataFrame = dataFrame;
        _groupByColumnIndex = groupByColumnIndex;
        _keyToRowIndices = keyToRowIndices ?? throw new ArgumentException(nameof(keyToRowIndices));
    }

    public IEnumerable<IGrouping<TKey, DataFrameRow>> Groupings =>
        _keyToRowIndices.Select(pair => new Grouping(pair.Key, pair.Value.Select(index => _dataFrame.Rows[index])));

    public override DataFrame Count(params string[] columnNames) =>
        Reduce(columnNames, column => new PrimitiveDataFrameColumn<long>(column.Name), (column, rows) => rows.LongCount(row => column[row] != null));

    public override DataFrame First(params string[] columnNames) => Reduce(columnNames, Empty, (column, rows) => column[rows.First()]);

    public override DataFrame Max(params string[] columnNames) => Reduce(columnNames, Empty, (column, rows) => column.Max(rows));

    public override DataFrame Min(params string[] columnNames) => Reduce(columnNames, Empty, (column, rows) => column.Min(rows));

    public override DataFrame Sum(params string[] columnNames) => Reduce(columnNames, Empty, (column, rows) => column.Sum(rows));

    /// <summary>The sum divided by the number of rows, nulls counted.</summary>
    public override DataFrame Mean(params string[] columnNames) => Reduce(
        columnNames,
        column => new PrimitiveDataFrameColumn<double>(column.Name),
        (column, rows) => (double)Convert.ChangeType(column.Sum(rows), typeof(double)) / rows.Count);

    private static DataFrameColumn Empty(DataFrameColumn column) => column.Clone(new PrimitiveDataFrameColumn<long>("Empty"));

    private DataFrame Reduce(string[] columnNames, Func<DataFrameColumn, DataFrameColumn> create, Func<DataFrameColumn, ICollection<long>, object> reduce)
    {
        var keys = Empty(_dataFrame.Columns[_groupByColumnIndex]);
        var result = new DataFrame(keys);
        var names = columnNames is { Length: > 0 } ? columnNames : _dataFrame.Columns.Select(column => column.Name);
        var columns = names.Select(name => _dataFrame.Columns[name])
            .Where(column => !ReferenceEquals(column, _dataFrame.Columns[_groupByColumnIndex]))
            .Select(column => (From: column, To: create(column)))
            .ToList();
        long row = 0;
        foreach (var (key, rows) in _keyToRowIndices)
        {
            Put(keys, row, key);
            columns.ForEach(column => Put(column.To, row, reduce(column.From, rows)));
            row++;
        }

        result.Columns.RowCount = row;
        columns.ForEach(column => result.Columns.Add(column.To));
        result.SetTableRowCount(row);
        return result;
    }

    private static void Put(DataFrameColumn column, long row, object value)
    {
        column.Resize(row + 1);
        column[row] = value;
    }

    private sealed class Grouping(TKey key, IEnumerable<DataFrameRow> rows) : IGrouping<TKey, DataFrameRow>
    {
        public TKey Key => key;

        public IEnumerator<DataFrameRow> GetEnumerator() => rows.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
