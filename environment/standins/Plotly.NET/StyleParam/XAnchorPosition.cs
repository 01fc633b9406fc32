namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class XAnchorPosition : IPlotValue
    {
        private readonly object _value;

        private XAnchorPosition(object value) => _value = value;

        public static XAnchorPosition Auto { get; } = new("auto");
        public static XAnchorPosition Left { get; } = new("left");
        public static XAnchorPosition Center { get; } = new("center");
        public static XAnchorPosition Right { get; } = new("right");

        object IPlotValue.Json => _value;
    }
}
