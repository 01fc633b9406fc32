namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class RangeMode : IPlotValue
    {
        private readonly object _value;

        private RangeMode(object value) => _value = value;

        public static RangeMode Normal { get; } = new("normal");
        public static RangeMode ToZero { get; } = new("tozero");
        public static RangeMode NonNegative { get; } = new("nonnegative");

        object IPlotValue.Json => _value;
    }
}
