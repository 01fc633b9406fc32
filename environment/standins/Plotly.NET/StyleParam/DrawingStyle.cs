namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>The dash of a line.</summary>
    public class DrawingStyle : IPlotValue
    {
        private readonly object _value;

        private DrawingStyle(object value) => _value = value;

        public static DrawingStyle Solid { get; } = new("solid");

        public static DrawingStyle Dash { get; } = new("dash");

        public static DrawingStyle Dot { get; } = new("dot");

        public static DrawingStyle DashDot { get; } = new("dashdot");

        public static DrawingStyle LongDashDot { get; } = new("longdashdot");

        object IPlotValue.Json => _value;
    }
}
