namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class HistFunc : IPlotValue
    {
        private readonly object _value;

        private HistFunc(object value) => _value = value;

        public static HistFunc Count { get; } = new("count");
        public static HistFunc Sum { get; } = new("sum");
        public static HistFunc Avg { get; } = new("avg");
        public static HistFunc Min { get; } = new("min");
        public static HistFunc Max { get; } = new("max");

        object IPlotValue.Json => _value;
    }
}
