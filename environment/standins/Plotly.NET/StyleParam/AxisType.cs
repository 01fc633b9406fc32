namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class AxisType : IPlotValue
    {
        private readonly object _value;

        private AxisType(object value) => _value = value;

        public static AxisType Auto { get; } = new("-");
        public static AxisType Linear { get; } = new("linear");
        public static AxisType Log { get; } = new("log");
        public static AxisType Date { get; } = new("date");
        public static AxisType Category { get; } = new("category");
        public static AxisType MultiCategory { get; } = new("multicategory");

        object IPlotValue.Json => _value;
    }
}
