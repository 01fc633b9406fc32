namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Where a violin ends.</summary>
    public sealed class SpanMode : IPlotValue
    {
        private readonly object _value;

        private SpanMode(object value) => _value = value;

        public static SpanMode Hard { get; } = new("hard");

        object IPlotValue.Json => _value;
    }
}
