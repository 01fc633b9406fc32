using System.Collections.ObjectModel;

namespace Microsoft.Data.Analysis;

/// <summary>The columns of a <see cref="DataFrame"/>: equally long, with names that differ.</summary>
public class DataFrameColumnCollection : Collection<DataFrameColumn>
{
    internal DataFrameColumnCollection(IEnumerable<DataFrameColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var column in columns)
        {
            Add(column);
        }
    }

    internal long RowCount { get; set; }

    public DataFrameColumn this[string columnName]
    {
        get => IndexOf(columnName) is >= 0 and var index
            ? this[index]
            : throw new ArgumentException($"Column '{columnName}' does not exist", nameof(columnName));
        set
        {
            var index = IndexOf(columnName);
            value.SetName(columnName);
            if (index < 0)
            {
                Insert(Count, value);
            }
            else
            {
                this[index] = value;
            }
        }
    }

    public int IndexOf(string columnName)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].Name == columnName)
            {
                return i;
            }
        }

        return -1;
    }

    public void Insert<T>(int columnIndex, IEnumerable<T> column, string columnName)
        where T : unmanaged => Insert(columnIndex, new PrimitiveDataFrameColumn<T>(columnName, column));

    public void Remove(string columnName)
    {
        if (IndexOf(columnName) is >= 0 and var index)
        {
            RemoveAt(index);
        }
    }

    public void RenameColumn(string currentName, string newName) => this[currentName].SetName(newName);

    public PrimitiveDataFrameColumn<T> GetPrimitiveColumn<T>(string name)
        where T : unmanaged => Get<PrimitiveDataFrameColumn<T>>(name, typeof(T));

    public BooleanDataFrameColumn GetBooleanColumn(string name) => Get<BooleanDataFrameColumn>(name, typeof(bool));

    public DateTimeDataFrameColumn GetDateTimeColumn(string name) => Get<DateTimeDataFrameColumn>(name, typeof(DateTime));

    public DoubleDataFrameColumn GetDoubleColumn(string name) => Get<DoubleDataFrameColumn>(name, typeof(double));

    public Int32DataFrameColumn GetInt32Column(string name) => Get<Int32DataFrameColumn>(name, typeof(int));

    public Int64DataFrameColumn GetInt64Column(string name) => Get<Int64DataFrameColumn>(name, typeof(long));

    public SingleDataFrameColumn GetSingleColumn(string name) => Get<SingleDataFrameColumn>(name, typeof(float));

    public StringDataFrameColumn GetStringColumn(string name) => Get<StringDataFrameColumn>(name, typeof(string));

    protected override void InsertItem(int columnIndex, DataFrameColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Count > 0 && column.Length != RowCount)
        {
            throw new ArgumentException("Column lengths are mismatched", nameof(column));
        }

        if (IndexOf(column.Name) >= 0)
        {
            throw new ArgumentException($"DataFrame already contains a column called {column.Name}", nameof(column));
        }

        RowCount = column.Length;
        base.InsertItem(columnIndex, column);
    }

    protected override void SetItem(int columnIndex, DataFrameColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (RowCount > 0 && column.Length != RowCount)
        {
            throw new ArgumentException("Column lengths are mismatched", nameof(column));
        }

        if (IndexOf(column.Name) is >= 0 and var existing && existing != columnIndex)
        {
            throw new ArgumentException($"DataFrame already contains a column called {column.Name}", nameof(column));
        }

        base.SetItem(columnIndex, column);
    }

    protected override void RemoveItem(int columnIndex)
    {
        base.RemoveItem(columnIndex);
        RowCount = Count == 0 ? 0 : RowCount;
    }

    protected override void ClearItems()
    {
        base.ClearItems();
        RowCount = 0;
    }

    private TColumn Get<TColumn>(string name, Type type)
        where TColumn : DataFrameColumn
    {
        var column = this[name];
        return column as TColumn ?? throw new ArgumentException($"Cannot cast column holding {column.DataType} values to type {type}");
    }
}
