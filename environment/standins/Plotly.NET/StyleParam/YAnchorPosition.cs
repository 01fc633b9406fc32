namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class YAnchorPosition : IPlotValue
    {
        private readonly object _value;

        private YAnchorPosition(object value) => _value = value;

        public static YAnchorPosition Auto { get; } = new("auto");
        public static YAnchorPosition Top { get; } = new("top");
        public static YAnchorPosition Middle { get; } = new("middle");
        public static YAnchorPosition Bottom { get; } = new("bottom");

        object IPlotValue.Json => _value;
    }
}
