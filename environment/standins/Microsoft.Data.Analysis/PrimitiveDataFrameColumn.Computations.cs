using System.Numerics;

namespace Microsoft.Data.Analysis;

public partial class PrimitiveDataFrameColumn<T>
{
    public override object Max() => Extreme(Valid(), greatest: true, nullIfEmpty: true);

    public override object Max(IEnumerable<long> rowIndices) => Extreme(Raw(rowIndices), greatest: true, nullIfEmpty: false);

    public override object Min() => Extreme(Valid(), greatest: false, nullIfEmpty: true);

    public override object Min(IEnumerable<long> rowIndices) => Extreme(Raw(rowIndices), greatest: false, nullIfEmpty: false);

    public override object Sum() => NullCount == Length ? null : Total(Valid(), overflow: false);

    public override object Sum(IEnumerable<long> rowIndices) => Total(Raw(rowIndices), overflow: true);

    public override double Mean() =>
        Length == 0 ? 0 : (double)Convert.ChangeType((T)Sum(), typeof(double)) / (Length - NullCount);

    public override double Median()
    {
        var sorted = Valid().Order().Select(value => Convert.ToDouble(value)).ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? 0 : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle] + sorted[middle - 1]) / 2;
    }

    /// <summary>Single precision, and the mean over all rows, nulls counted: as the real package has it.</summary>
    public override DataFrameColumn Description() => new PrimitiveDataFrameColumn<float>(Name, new float?[]
    {
        Length - NullCount, Attempt(() => Single(Max())), Attempt(() => Single(Min())), Attempt(() => Single(Sum()) / Length),
    });

    private static float? Attempt(Func<float> compute)
    {
        try
        {
            return compute();
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static float Single(object value) => (float)Convert.ChangeType(value, typeof(float));

    private static object Extreme(IEnumerable<T> values, bool greatest, bool nullIfEmpty) => values switch
    {
        IEnumerable<double> v => Extreme(v, greatest, nullIfEmpty, double.MinValue, double.MaxValue),
        IEnumerable<float> v => Extreme(v, greatest, nullIfEmpty, float.MinValue, float.MaxValue),
        IEnumerable<DateTime> v => ExtremeDate(v, greatest, nullIfEmpty),
        _ when typeof(T) == typeof(int) => Extreme(As<int>(values), greatest, nullIfEmpty, int.MinValue, int.MaxValue),
        _ when typeof(T) == typeof(long) => Extreme(As<long>(values), greatest, nullIfEmpty, long.MinValue, long.MaxValue),
        _ => throw new NotSupportedException(),
    };

    private static object Extreme<TNumber>(IEnumerable<TNumber> values, bool greatest, bool nullIfEmpty, TNumber least, TNumber most)
        where TNumber : INumber<TNumber>
    {
        var (result, any) = (greatest ? least : most, false);
        foreach (var value in values)
        {
            result = greatest ? TNumber.Max(value, result) : TNumber.Min(value, result);
            any = true;
        }

        return any || !nullIfEmpty ? result : null;
    }

    private static object ExtremeDate(IEnumerable<DateTime> values, bool greatest, bool nullIfEmpty)
    {
        var all = values.ToList();
        return all.Count == 0
            ? nullIfEmpty ? null : greatest ? DateTime.MinValue : DateTime.MaxValue
            : greatest ? all.Max() : all.Min();
    }

    private static object Total(IEnumerable<T> values, bool overflow) => values switch
    {
        IEnumerable<double> v => (object)v.Aggregate(0.0, (sum, value) => sum + value),
        IEnumerable<float> v => (object)v.Aggregate(0f, (sum, value) => sum + value),
        _ when typeof(T) == typeof(int) => (object)As<int>(values).Aggregate(0, (sum, value) => overflow ? checked(sum + value) : unchecked(sum + value)),
        _ when typeof(T) == typeof(long) => (object)As<long>(values).Aggregate(0L, (sum, value) => overflow ? checked(sum + value) : unchecked(sum + value)),
        _ => throw new NotSupportedException(),
    };

    // A pattern on IEnumerable<int> would match IEnumerable<uint> too.
    private static IEnumerable<TOther> As<TOther>(IEnumerable<T> values) => (IEnumerable<TOther>)values;

    private IEnumerable<T> Valid() => _values.Where((_, i) => _valid[i]);

    private IEnumerable<T> Raw(IEnumerable<long> rows) => rows.Select(row => _values[(int)row]);
}
