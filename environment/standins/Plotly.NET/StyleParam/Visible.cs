namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class Visible : IPlotValue
    {
        private readonly object _value;

        private Visible(object value) => _value = value;

        public static Visible True { get; } = new(true);
        public static Visible False { get; } = new(false);
        public static Visible LegendOnly { get; } = new("legendonly");

        object IPlotValue.Json => _value;
    }
}
