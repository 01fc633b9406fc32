namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>The ends of an axis, or of the part of the plot that it fills.</summary>
    public sealed class Range : IPlotValue
    {
        private readonly IConvertible[] _values;

        private Range(IConvertible[] values) => _values = values;

        object IPlotValue.Json => _values;

        public static Range NewMinMax(IConvertible item1, IConvertible item2) => new([item1, item2]);

        public static Range NewValues(IConvertible[] item) => new(item);

        public static Range ofMinMax<a, b>(a min, b max) where a : IConvertible where b : IConvertible => NewMinMax(min, max);

        internal static Range Of<a, b>(Tuple<a, b> ends) where a : IConvertible where b : IConvertible => NewMinMax(ends.Item1, ends.Item2);
    }
}
