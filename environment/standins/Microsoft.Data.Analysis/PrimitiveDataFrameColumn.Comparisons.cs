using System.Globalization;

namespace Microsoft.Data.Analysis;

public partial class PrimitiveDataFrameColumn<T>
{
    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals(DataFrameColumn column) =>
        column is null ? ElementwiseIsNull() : Compared(column, c => c == 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals<U>(U value) => Compared(value, ElementwiseEquals, c => c == 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals(DataFrameColumn column) =>
        column is null ? ElementwiseIsNotNull() : Compared(column, c => c != 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<U>(U value) => Compared(value, ElementwiseNotEquals, c => c != 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual(DataFrameColumn column) => Compared(column, c => c >= 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual<U>(U value) => Compared(value, ElementwiseGreaterThanOrEqual, c => c >= 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual(DataFrameColumn column) => Compared(column, c => c <= 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual<U>(U value) => Compared(value, ElementwiseLessThanOrEqual, c => c <= 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan(DataFrameColumn column) => Compared(column, c => c > 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan<U>(U value) => Compared(value, ElementwiseGreaterThan, c => c > 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThan(DataFrameColumn column) => Compared(column, c => c < 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThan<U>(U value) => Compared(value, ElementwiseLessThan, c => c < 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNull() => new BooleanDataFrameColumn(Name, _valid.Select(valid => !valid));

    public override PrimitiveDataFrameColumn<bool> ElementwiseIsNotNull() => new BooleanDataFrameColumn(Name, _valid);

    private PrimitiveDataFrameColumn<bool> Compared<U>(U value, Func<DataFrameColumn, PrimitiveDataFrameColumn<bool>> withColumn, Func<double, bool> holds) =>
        value is DataFrameColumn column
            ? withColumn(column)
            : new BooleanDataFrameColumn(Name, _values.Select(own => holds(Sign(own, value))));

    private BooleanDataFrameColumn Compared(DataFrameColumn column, Func<double, bool> holds)
    {
        if (column.Length != Length)
        {
            throw new ArgumentException("Column lengths are mismatched", nameof(column));
        }

        return new BooleanDataFrameColumn(Name, column switch
        {
            PrimitiveDataFrameColumn<T> same => Zip(same),
            PrimitiveDataFrameColumn<double> other => Zip(other),
            PrimitiveDataFrameColumn<float> other => Zip(other),
            PrimitiveDataFrameColumn<int> other => Zip(other),
            PrimitiveDataFrameColumn<long> other => Zip(other),
            _ => throw new NotSupportedException(),
        });

        IEnumerable<bool> Zip<U>(PrimitiveDataFrameColumn<U> other)
            where U : unmanaged => _values.Select((own, i) => holds(Sign(own, other.RawAt(i))));
    }

    private T RawAt(int index) => _values[index];

    // Numbers of different types are compared in double precision. NaN when the two cannot be ordered, so that only != holds.
    private static double Sign<U>(T own, U value)
    {
        if (own is double or float || value is double or float)
        {
            double left = Number(own), right = Number(value);
            return left < right ? -1 : left > right ? 1 : left == right ? 0 : double.NaN;
        }

        if (own is bool or DateTime || value is bool or DateTime)
        {
            return value is T same ? Comparer<T>.Default.Compare(own, same) : throw new NotSupportedException();
        }

        return value is T number ? Comparer<T>.Default.Compare(own, number) : Number(own).CompareTo(Number(value));
    }

    private static double Number<U>(U value) =>
        value is byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
            : throw new NotSupportedException();
}
