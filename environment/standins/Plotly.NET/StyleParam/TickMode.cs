namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class TickMode : IPlotValue
    {
        private readonly object _value;

        private TickMode(object value) => _value = value;

        public static TickMode Auto { get; } = new("auto");
        public static TickMode Linear { get; } = new("linear");
        public static TickMode Array { get; } = new("array");
        public static TickMode Sync { get; } = new("sync");

        object IPlotValue.Json => _value;
    }
}
