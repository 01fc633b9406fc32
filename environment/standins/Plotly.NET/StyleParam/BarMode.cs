namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class BarMode : IPlotValue
    {
        private readonly object _value;

        private BarMode(object value) => _value = value;

        public static BarMode Stack { get; } = new("stack");
        public static BarMode Group { get; } = new("group");
        public static BarMode Overlay { get; } = new("overlay");
        public static BarMode Relative { get; } = new("relative");

        object IPlotValue.Json => _value;
    }
}
