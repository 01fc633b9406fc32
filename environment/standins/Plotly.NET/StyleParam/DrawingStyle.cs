namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>How a line is dashed.</summary>
    public sealed class DrawingStyle : IPlotValue
    {
        private readonly string _value;

        private DrawingStyle(string value) => _value = value;

        public static DrawingStyle Solid { get; } = new("solid");

        public static DrawingStyle Dash { get; } = new("dash");

        public static DrawingStyle Dot { get; } = new("dot");

        public static DrawingStyle DashDot { get; } = new("dashdot");

        public static DrawingStyle LongDash { get; } = new("longdash");

        public static DrawingStyle LongDashDot { get; } = new("longdashdot");

        object IPlotValue.Json => _value;

        public static DrawingStyle NewUser(IEnumerable<int> item) => new(string.Join(',', item.Select(length => $"{length}px")));

        public override string ToString() => _value;
    }
}
