namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class Layer : IPlotValue
    {
        private readonly object _value;

        private Layer(object value) => _value = value;

        public static Layer Below { get; } = new("below");
        public static Layer Above { get; } = new("above");
        public static Layer AboveTraces { get; } = new("above traces");
        public static Layer BelowTraces { get; } = new("below traces");

        object IPlotValue.Json => _value;
    }
}
