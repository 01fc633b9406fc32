namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class LayoutGridYSide : IPlotValue
    {
        private readonly object _value;

        private LayoutGridYSide(object value) => _value = value;

        public static LayoutGridYSide Left { get; } = new("left");
        public static LayoutGridYSide LeftPlot { get; } = new("left plot");
        public static LayoutGridYSide Right { get; } = new("right");
        public static LayoutGridYSide RightPlot { get; } = new("right plot");

        object IPlotValue.Json => _value;
    }
}
