namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class LayoutGridRowOrder : IPlotValue
    {
        private readonly object _value;

        private LayoutGridRowOrder(object value) => _value = value;

        public static LayoutGridRowOrder TopToBottom { get; } = new("top to bottom");
        public static LayoutGridRowOrder BottomToTop { get; } = new("bottom to top");

        object IPlotValue.Json => _value;
    }
}
