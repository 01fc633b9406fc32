namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class SpanMode : IPlotValue
    {
        private readonly object _value;

        private SpanMode(object value) => _value = value;

        public static SpanMode Soft { get; } = new("soft");
        public static SpanMode Hard { get; } = new("hard");
        public static SpanMode Manual { get; } = new("manual");

        object IPlotValue.Json => _value;
    }
}
