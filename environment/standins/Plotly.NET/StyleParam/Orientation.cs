namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class Orientation : IPlotValue
    {
        private readonly object _value;

        private Orientation(object value) => _value = value;

        public static Orientation Horizontal { get; } = new("h");
        public static Orientation Vertical { get; } = new("v");

        object IPlotValue.Json => _value;
    }
}
