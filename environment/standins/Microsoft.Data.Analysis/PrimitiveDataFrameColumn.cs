using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A column of numbers, truth values or dates. A null is kept beside a default value, which comparisons and sums over chosen rows see.</summary>
public partial class PrimitiveDataFrameColumn<T> : DataFrameColumn, IEnumerable<T?>
    where T : unmanaged
{
    private readonly List<T> _values = [];
    private readonly List<bool> _valid = [];
    private long _nullCount;

    public PrimitiveDataFrameColumn(string name, IEnumerable<T?> values)
        : base(name, 0, typeof(T))
    {
        foreach (var value in values ?? [])
        {
            Append(value);
        }
    }

    public PrimitiveDataFrameColumn(string name, IEnumerable<T> values)
        : base(name, 0, typeof(T))
    {
        foreach (var value in values ?? [])
        {
            Append(value);
        }
    }

    public PrimitiveDataFrameColumn(string name, long length = 0)
        : base(name, 0, typeof(T)) => AppendMany(null, length);

    public override long NullCount => _nullCount;

    public new T? this[long rowIndex]
    {
        get => GetTypedValue(rowIndex);
        set => Set(rowIndex, value);
    }

    public new IReadOnlyList<T?> this[long startIndex, int length] =>
        startIndex < Length
            ? [.. Enumerable.Range((int)startIndex, (int)Math.Min(length, Length - startIndex)).Select(i => GetTypedValue(i))]
            : throw new ArgumentOutOfRangeException(nameof(startIndex));

    public void Append(T? value) => AppendMany(value, 1);

    public void AppendMany(T? value, long count)
    {
        for (long i = 0; i < count; i++)
        {
            _values.Add(value.GetValueOrDefault());
            _valid.Add(value.HasValue);
        }

        _nullCount += value.HasValue ? 0 : count;
        Length += count;
    }

    public PrimitiveDataFrameColumn<T> Apply(Func<T, T> func, bool inPlace = false)
    {
        var column = inPlace ? this : Clone();
        for (var i = 0; i < column._values.Count; i++)
        {
            column._values[i] = column._valid[i] ? func(column._values[i]) : column._values[i];
        }

        return column;
    }

    public new PrimitiveDataFrameColumn<T> Clone(long numberOfNullsToAppend = 0) =>
        (PrimitiveDataFrameColumn<T>)CloneImplementation(numberOfNullsToAppend);

    public new PrimitiveDataFrameColumn<T> Clone(DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0) =>
        (PrimitiveDataFrameColumn<T>)CloneImplementation(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public new PrimitiveDataFrameColumn<T> Sort(bool ascending = true, bool putNullValuesLast = true) =>
        (PrimitiveDataFrameColumn<T>)base.Sort(ascending, putNullValuesLast);

    public PrimitiveDataFrameColumn<T> FillNulls(T value, bool inPlace = false)
    {
        var column = inPlace ? this : Clone();
        for (var i = 0; i < column._values.Count; i++)
        {
            column._values[i] = column._valid[i] ? column._values[i] : value;
            column._valid[i] = true;
        }

        column._nullCount = 0;
        return column;
    }

    public new PrimitiveDataFrameColumn<T> DropNulls() => (PrimitiveDataFrameColumn<T>)DropNullsImplementation();

    public override bool IsValid(long index) => NullCount == 0 || _valid[(int)index];

    public override bool IsNumericColumn() => default(T) is byte or sbyte or ushort or short or uint or int or ulong or long or float or double or decimal;

    public override bool HasDescription() => IsNumericColumn() || typeof(T) == typeof(DateTime);

    public override DataFrame ValueCounts()
    {
        var groups = GroupColumnValues<T>(out _);
        return new DataFrame(
            new PrimitiveDataFrameColumn<T>("Values", groups.Keys),
            new PrimitiveDataFrameColumn<long>("Counts", groups.Values.Select(rows => (long)rows.Count)));
    }

    public override GroupBy GroupBy(int columnIndex, DataFrame parent) => new GroupBy<T>(parent, columnIndex, GroupColumnValues<T>(out _));

    public override Dictionary<TKey, ICollection<long>> GroupColumnValues<TKey>(out HashSet<long> nullIndices) =>
        Group<TKey, T>(this, i => _values[(int)i], out nullIndices);

    public IEnumerator<T?> GetEnumerator()
    {
        for (long i = 0; i < Length; i++)
        {
            yield return GetTypedValue(i);
        }
    }

    protected internal override void Resize(long length)
    {
        if (length < Length)
        {
            throw new ArgumentException("Cannot resize down", nameof(length));
        }

        AppendMany(null, length - Length);
    }

    protected internal override PrimitiveDataFrameColumn<long> GetSortIndices(bool ascending = true, bool putNullValuesLast = true) =>
        SortIndices(i => _values[(int)i], ascending, putNullValuesLast);

    protected virtual PrimitiveDataFrameColumn<T> CreateNewColumn(string name, long length = 0) => new(name, length);

    protected T? GetTypedValue(long rowIndex) => _valid[Checked(rowIndex)] ? _values[(int)rowIndex] : null;

    protected override object GetValue(long rowIndex) => GetTypedValue(rowIndex);

    protected override IReadOnlyList<object> GetValues(long startIndex, int length) => [.. this[startIndex, length].Select(value => (object)value)];

    protected override void SetValue(long rowIndex, object value)
    {
        if (value != null && value.GetType() != typeof(T))
        {
            throw new ArgumentException($"Expected value to be of type {DataType}", nameof(value));
        }

        Set(rowIndex, (T?)value);
    }

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();

    protected override DataFrameColumn CloneImplementation(long numberOfNullsToAppend) =>
        New(this.Concat(Enumerable.Repeat<T?>(null, (int)numberOfNullsToAppend)));

    protected override DataFrameColumn CloneImplementation(DataFrameColumn mapIndices, bool invertMapIndices, long numberOfNullsToAppend) =>
        mapIndices is null
            ? Clone()
            : New(ChosenRows(mapIndices, invertMapIndices)
                .Select(row => row is { } index ? GetTypedValue(index) : null)
                .Concat(Enumerable.Repeat<T?>(null, (int)numberOfNullsToAppend)));

    protected override DataFrameColumn FillNullsImplementation(object value, bool inPlace) => FillNulls((T)Convert.ChangeType(value, typeof(T)), inPlace);

    protected override DataFrameColumn DropNullsImplementation() => New(this.Where(value => value.HasValue));

    private PrimitiveDataFrameColumn<T> New(IEnumerable<T?> values)
    {
        var column = CreateNewColumn(Name);
        foreach (var value in values)
        {
            column.Append(value);
        }

        return column;
    }

    private void Set(long rowIndex, T? value)
    {
        var index = Checked(rowIndex);
        _nullCount += (value.HasValue ? 0 : 1) - (_valid[index] ? 0 : 1);
        _values[index] = value.GetValueOrDefault();
        _valid[index] = value.HasValue;
    }

    private int Checked(long rowIndex) =>
        rowIndex >= 0 && rowIndex < Length
            ? (int)rowIndex
            : throw new ArgumentOutOfRangeException("Index cannot be greater than the Column's Length", nameof(rowIndex));
}
