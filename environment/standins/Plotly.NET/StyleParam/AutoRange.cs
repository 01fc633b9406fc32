namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class AutoRange : IPlotValue
    {
        private readonly object _value;

        private AutoRange(object value) => _value = value;

        public static AutoRange True { get; } = new(true);
        public static AutoRange False { get; } = new(false);
        public static AutoRange Reversed { get; } = new("reversed");
        public static AutoRange MinReversed { get; } = new("min reversed");
        public static AutoRange MaxReversed { get; } = new("max reversed");
        public static AutoRange Min { get; } = new("min");
        public static AutoRange Max { get; } = new("max");

        object IPlotValue.Json => _value;
    }
}
