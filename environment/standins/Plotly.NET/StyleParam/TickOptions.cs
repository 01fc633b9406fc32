namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class TickOptions : IPlotValue
    {
        private readonly object _value;

        private TickOptions(object value) => _value = value;

        public static TickOptions Outside { get; } = new("outside");
        public static TickOptions Inside { get; } = new("inside");
        public static TickOptions Empty { get; } = new("");

        object IPlotValue.Json => _value;
    }
}
