namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class HoverMode : IPlotValue
    {
        private readonly object _value;

        private HoverMode(object value) => _value = value;

        public static HoverMode Closest { get; } = new("closest");
        public static HoverMode X { get; } = new("x");
        public static HoverMode Y { get; } = new("y");
        public static HoverMode False { get; } = new(false);
        public static HoverMode XUnified { get; } = new("x unified");
        public static HoverMode YUnified { get; } = new("y unified");

        object IPlotValue.Json => _value;
    }
}
