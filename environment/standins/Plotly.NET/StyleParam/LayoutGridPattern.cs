namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class LayoutGridPattern : IPlotValue
    {
        private readonly object _value;

        private LayoutGridPattern(object value) => _value = value;

        public static LayoutGridPattern Independent { get; } = new("independent");
        public static LayoutGridPattern Coupled { get; } = new("coupled");

        object IPlotValue.Json => _value;
    }
}
