namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Which points of a violin are drawn.</summary>
    public sealed class BoxPoints : IPlotValue
    {
        private readonly object _value;

        private BoxPoints(object value) => _value = value;

        public static BoxPoints All { get; } = new("all");

        public static BoxPoints False { get; } = new(false);

        object IPlotValue.Json => _value;
    }
}
