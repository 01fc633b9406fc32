namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class LayoutGridXSide : IPlotValue
    {
        private readonly object _value;

        private LayoutGridXSide(object value) => _value = value;

        public static LayoutGridXSide Bottom { get; } = new("bottom");
        public static LayoutGridXSide BottomPlot { get; } = new("bottom plot");
        public static LayoutGridXSide Top { get; } = new("top");
        public static LayoutGridXSide TopPlot { get; } = new("top plot");

        object IPlotValue.Json => _value;
    }
}
