namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class Side : IPlotValue
    {
        private readonly object _value;

        private Side(object value) => _value = value;

        public static Side Top { get; } = new("top");
        public static Side TopLeft { get; } = new("top left");
        public static Side TopCenter { get; } = new("top center");
        public static Side TopRight { get; } = new("top right");
        public static Side Bottom { get; } = new("bottom");
        public static Side Left { get; } = new("left");
        public static Side Right { get; } = new("right");

        object IPlotValue.Json => _value;
    }
}
