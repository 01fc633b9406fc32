namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Which margins grow to make room for labels.</summary>
    public sealed class TickAutoMargin : IPlotValue
    {
        private readonly string _value;

        private TickAutoMargin(string value) => _value = value;

        public static TickAutoMargin Height { get; } = new("height");

        public static TickAutoMargin Width { get; } = new("width");

        public static TickAutoMargin Left { get; } = new("left");

        public static TickAutoMargin Right { get; } = new("right");

        public static TickAutoMargin Top { get; } = new("top");

        public static TickAutoMargin Bottom { get; } = new("bottom");

        public static TickAutoMargin All { get; } = new("height+width+left+right+top+bottom");

        object IPlotValue.Json => _value;

        public static TickAutoMargin NewCustom(IEnumerable<TickAutoMargin> item) => new(string.Join('+', item.Select(margin => margin._value)));

        public override string ToString() => _value;
    }
}
