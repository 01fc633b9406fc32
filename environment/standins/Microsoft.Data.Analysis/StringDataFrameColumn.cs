using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A column of strings.</summary>
public class StringDataFrameColumn : DataFrameColumn, IEnumerable<string>
{
    private readonly List<string> _values;
    private long _nullCount;

    public StringDataFrameColumn(string name, long length = 0)
        : base(name, length, typeof(string))
    {
        _values = [.. Enumerable.Repeat<string>(null, (int)length)];
        _nullCount = length;
    }

    public StringDataFrameColumn(string name, IEnumerable<string> values)
        : base(name, 0, typeof(string))
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [];
        foreach (var value in values)
        {
            Append(value);
        }
    }

    public override long NullCount => _nullCount;

    public new string this[long rowIndex]
    {
        get => (string)GetValue(rowIndex);
        set => SetValue(rowIndex, value);
    }

    public new List<string> this[long startIndex, int length] => [.. GetValues(startIndex, length).Cast<string>()];

    public void Append(string value)
    {
        _values.Add(value);
        _nullCount += value is null ? 1 : 0;
        Length++;
    }

    public StringDataFrameColumn Apply(Func<string, string> func, bool inPlace = false)
    {
        var column = inPlace ? this : Clone();
        for (long i = 0; i < column.Length; i++)
        {
            column[i] = column[i] is { } value ? func(value) : null;
        }

        return column;
    }

    public new StringDataFrameColumn Clone(long numberOfNullsToAppend = 0) => (StringDataFrameColumn)CloneImplementation(numberOfNullsToAppend);

    public new StringDataFrameColumn Clone(DataFrameColumn mapIndices, bool invertMapIndices, long numberOfNullsToAppend) =>
        (StringDataFrameColumn)CloneImplementation(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public new StringDataFrameColumn Sort(bool ascending = true, bool putNullValuesLast = true) =>
        (StringDataFrameColumn)base.Sort(ascending, putNullValuesLast);

    public StringDataFrameColumn FillNulls(string value, bool inPlace = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        var column = inPlace ? this : Clone();
        for (long i = 0; i < column.Length; i++)
        {
            column[i] ??= value;
        }

        return column;
    }

    public new StringDataFrameColumn DropNulls() => (StringDataFrameColumn)DropNullsImplementation();

    public override DataFrame ValueCounts()
    {
        var groups = GroupColumnValues<string>(out _);
        return new DataFrame(
            new StringDataFrameColumn("Values", groups.Keys),
            new PrimitiveDataFrameColumn<long>("Counts", groups.Values.Select(rows => (long)rows.Count)));
    }

    public override GroupBy GroupBy(int columnIndex, DataFrame parent) => new GroupBy<string>(parent, columnIndex, GroupColumnValues<string>(out _));

    public override Dictionary<TKey, ICollection<long>> GroupColumnValues<TKey>(out HashSet<long> nullIndices) =>
        Group<TKey, string>(this, i => this[i], out nullIndices);

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals(DataFrameColumn column) =>
        column is null ? ElementwiseIsNull() : Compared(column, (left, right) => left == right?.ToString());

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals<T>(T value) =>
        value is DataFrameColumn column ? ElementwiseEquals(column) : ElementwiseEquals(value.ToString());

    public PrimitiveDataFrameColumn<bool> ElementwiseEquals(string value) => new(Name, _values.Select(own => own == value));

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(DataFrameColumn column) =>
        column is null ? ElementwiseIsNotNull() : Compared(column, (left, right) => left != right.ToString());

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<T>(T value) =>
        value is DataFrameColumn column ? ElementwiseNotEquals(column) : ElementwiseNotEquals(value.ToString());

    public PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(string value) => new(Name, _values.Select(own => own != value));

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNull() => new(Name, _values.Select(own => own is null));

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNotNull() => new(Name, _values.Select(own => own is not null));

    public IEnumerator<string> GetEnumerator() => _values.GetEnumerator();

    protected internal override void Resize(long length)
    {
        if (length < Length)
        {
            throw new ArgumentException("Cannot resize down", nameof(length));
        }

        while (Length < length)
        {
            Append(null);
        }
    }

    protected internal override PrimitiveDataFrameColumn<long> GetSortIndices(bool ascending, bool putNullValuesLast) =>
        SortIndices(i => this[i], ascending, putNullValuesLast);

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();

    protected override object GetValue(long rowIndex) => _values[Checked(rowIndex)];

    protected override IReadOnlyList<object> GetValues(long startIndex, int length) =>
        [.. _values.Skip(Checked(startIndex)).Take(length)];

    protected override void SetValue(long rowIndex, object value)
    {
        if (value is not (null or string))
        {
            throw new ArgumentException($"Expected value to be of type {typeof(string)}", nameof(value));
        }

        var index = Checked(rowIndex);
        _nullCount += (value is null ? 1 : 0) - (_values[index] is null ? 1 : 0);
        _values[index] = (string)value;
    }

    protected override DataFrameColumn CloneImplementation(long numberOfNullsToAppend) =>
        new StringDataFrameColumn(Name, _values.Concat(Enumerable.Repeat<string>(null, (int)numberOfNullsToAppend)));

    protected override DataFrameColumn CloneImplementation(DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0) =>
        mapIndices is null
            ? CloneImplementation(numberOfNullsToAppend)
            : new StringDataFrameColumn(Name, ChosenRows(mapIndices, invertMapIndices)
                .Select(row => row is { } index ? this[index] : null)
                .Concat(Enumerable.Repeat<string>(null, (int)numberOfNullsToAppend)));

    protected override DataFrameColumn FillNullsImplementation(object value, bool inPlace) =>
        value is string text
            ? FillNulls(text, inPlace)
            : throw new ArgumentException($"Expected value to be of type {typeof(string)}", nameof(value));

    protected override DataFrameColumn DropNullsImplementation() => new StringDataFrameColumn(Name, _values.Where(value => value is not null));

    private PrimitiveDataFrameColumn<bool> Compared(DataFrameColumn column, Func<string, object, bool> compare)
    {
        if (Length != column.Length)
        {
            throw new ArgumentException("Column lengths are mismatched", nameof(column));
        }

        return new PrimitiveDataFrameColumn<bool>(Name, _values.Select((own, i) => compare(own, column[i])));
    }

    private int Checked(long rowIndex) =>
        rowIndex < Length ? (int)rowIndex : throw new ArgumentOutOfRangeException("Index cannot be greater than the Column's Length", nameof(rowIndex));
}
