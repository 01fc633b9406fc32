namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>The shape of a mark, as plotly.js numbers it.</summary>
    public sealed class MarkerSymbol : IPlotValue
    {
        private readonly object _value;

        private MarkerSymbol(object value) => _value = value;

        public static MarkerSymbol Circle { get; } = new("0");

        public static MarkerSymbol Square { get; } = new("1");

        public static MarkerSymbol Diamond { get; } = new("2");

        public static MarkerSymbol Cross { get; } = new("3");

        public static MarkerSymbol TriangleUp { get; } = new("5");

        object IPlotValue.Json => _value;
    }
}
