using System.Collections;
using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>A named column of values of one type, some of which may be null.</summary>
public abstract class DataFrameColumn : IEnumerable
{
    private long _length;

    protected DataFrameColumn(string name, long length, Type type)
    {
        Length = length;
        Name = name;
        DataType = type;
    }

    public long Length
    {
        get => _length;
        protected set => _length = value >= 0 ? value : throw new ArgumentOutOfRangeException();
    }

    public abstract long NullCount { get; }

    public string Name { get; private set; }

    public Type DataType { get; }

    public object this[long rowIndex]
    {
        get => GetValue(rowIndex);
        set => SetValue(rowIndex, value);
    }

    public IReadOnlyList<object> this[long startIndex, int length] => GetValues(startIndex, length);

    public static PrimitiveDataFrameColumn<T> Create<T>(string name, IEnumerable<T?> values)
        where T : unmanaged => new(name, values);

    public static PrimitiveDataFrameColumn<T> Create<T>(string name, IEnumerable<T> values)
        where T : unmanaged => new(name, values);

    public static StringDataFrameColumn Create(string name, IEnumerable<string> values) => new(name, values);

    public void SetName(string newName) => Name = newName;

    public virtual bool IsValid(long index) => NullCount == 0 || this[index] != null;

    public DataFrameColumn Clone(long numberOfNullsToAppend = 0) => CloneImplementation(numberOfNullsToAppend);

    public DataFrameColumn Clone(DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0) =>
        CloneImplementation(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public DataFrameColumn Sort(bool ascending = true, bool putNullValuesLast = true) => Clone(GetSortIndices(ascending, putNullValuesLast));

    public virtual Dictionary<TKey, ICollection<long>> GroupColumnValues<TKey>(out HashSet<long> nullIndices) => throw new NotImplementedException();

    public virtual DataFrame ValueCounts() => throw new NotImplementedException();

    public virtual GroupBy GroupBy(int columnIndex, DataFrame parent) => throw new NotImplementedException();

    public virtual DataFrameColumn FillNulls(object value, bool inPlace = false) => FillNullsImplementation(value, inPlace);

    public virtual DataFrameColumn DropNulls() => DropNullsImplementation();

    public virtual bool IsNumericColumn() => false;

    public virtual double Mean() => throw new NotImplementedException();

    public virtual double Median() => throw new NotImplementedException();

    public virtual object Max() => throw new NotImplementedException();

    public virtual object Max(IEnumerable<long> rowIndices) => throw new NotImplementedException();

    public virtual object Min() => throw new NotImplementedException();

    public virtual object Min(IEnumerable<long> rowIndices) => throw new NotImplementedException();

    public virtual object Sum() => throw new NotImplementedException();

    public virtual object Sum(IEnumerable<long> rowIndices) => throw new NotImplementedException();

    public virtual bool HasDescription() => false;

    public virtual DataFrameColumn Description() => throw new NotImplementedException();

    public virtual StringDataFrameColumn Info() => new(Name, [DataType.ToString(), (Length - NullCount).ToString()]);

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseEquals(DataFrameColumn column) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseEquals<T>(T value) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(DataFrameColumn column) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<T>(T value) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual(DataFrameColumn column) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual<T>(T value) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual(DataFrameColumn column) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual<T>(T value) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan(DataFrameColumn column) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan<T>(T value) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThan(DataFrameColumn column) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseLessThan<T>(T value) => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseIsNull() => throw new NotImplementedException();

    public virtual PrimitiveDataFrameColumn<bool> ElementwiseIsNotNull() => throw new NotImplementedException();

    public override string ToString() => ToString(DataFrame.DefaultMaxRowsToShowInPreview);

    public string ToString(long rowsToShow)
    {
        var text = new StringBuilder(Name);
        for (long i = 0; i < Math.Min(Length, rowsToShow); i++)
        {
            text.Append(this[i] ?? "null").AppendLine();
        }

        if (rowsToShow < Length)
        {
            text.Append($"  ... {rowsToShow} of total {Length}").AppendLine();
        }

        return text.Append($"Name: {Name}, Type: {DataType}").ToString();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumeratorCore();

    protected internal virtual void Resize(long length) => throw new NotImplementedException();

    protected internal abstract PrimitiveDataFrameColumn<long> GetSortIndices(bool ascending, bool putNullValuesLast);

    protected abstract object GetValue(long rowIndex);

    protected abstract IReadOnlyList<object> GetValues(long startIndex, int length);

    protected abstract void SetValue(long rowIndex, object value);

    protected abstract IEnumerator GetEnumeratorCore();

    protected abstract DataFrameColumn CloneImplementation(DataFrameColumn mapIndices, bool invertMapIndices, long numberOfNullsToAppend);

    protected abstract DataFrameColumn CloneImplementation(long numberOfNullsToAppend = 0);

    protected abstract DataFrameColumn FillNullsImplementation(object value, bool inPlace);

    protected abstract DataFrameColumn DropNullsImplementation();

    // Equal values keep their order, in a descending sort they reverse it; the real package promises neither.
    private protected PrimitiveDataFrameColumn<long> SortIndices<T>(Func<long, T> valueOf, bool ascending, bool putNullValuesLast)
    {
        List<long> nulls = [];
        List<long> rows = [];
        for (long i = 0; i < Length; i++)
        {
            (IsValid(i) ? rows : nulls).Add(i);
        }

        rows = [.. rows.OrderBy(valueOf, Comparer<T>.Default)];
        if (!ascending)
        {
            rows.Reverse();
        }

        return new Int64DataFrameColumn("SortIndices", putNullValuesLast ? rows.Concat(nulls) : nulls.Concat(rows));
    }

    /// <summary>The rows that a filter or a list of row numbers chooses; null stands for a null in the list.</summary>
    private protected IEnumerable<long?> ChosenRows(DataFrameColumn mapIndices, bool invertMapIndices)
    {
        switch (mapIndices)
        {
            case PrimitiveDataFrameColumn<bool> filter when filter.Length > Length:
                throw new ArgumentException("MapIndices exceeds column length", "boolColumn");
            case PrimitiveDataFrameColumn<bool> filter:
                return Enumerable.Range(0, (int)filter.Length).Where(i => filter[i] == true).Select(i => (long?)i);
            case PrimitiveDataFrameColumn<int> rows:
                return Ordered(rows.Select(row => (long?)row));
            case PrimitiveDataFrameColumn<long> rows:
                return Ordered(rows);
            default:
                throw new ArgumentException(
                    $"Expected value to be of type {typeof(long)}, {typeof(int)} or {typeof(bool)}", nameof(mapIndices));
        }

        IEnumerable<long?> Ordered(IEnumerable<long?> rows) => invertMapIndices ? rows.Reverse() : rows;
    }

    private protected static Dictionary<TKey, ICollection<long>> Group<TKey, T>(DataFrameColumn column, Func<long, T> valueOf, out HashSet<long> nullIndices)
    {
        if (typeof(TKey) != typeof(T))
        {
            throw new NotImplementedException("TKey");
        }

        var groups = new Dictionary<T, ICollection<long>>();
        nullIndices = [];
        for (long i = 0; i < column.Length; i++)
        {
            if (!column.IsValid(i))
            {
                nullIndices.Add(i);
            }
            else if (groups.TryGetValue(valueOf(i), out var rows))
            {
                rows.Add(i);
            }
            else
            {
                groups.Add(valueOf(i), new List<long> { i });
            }
        }

        return groups as Dictionary<TKey, ICollection<long>>;
    }
}
