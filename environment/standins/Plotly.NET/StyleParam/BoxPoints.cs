namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class BoxPoints : IPlotValue
    {
        private readonly object _value;

        private BoxPoints(object value) => _value = value;

        public static BoxPoints Outliers { get; } = new("outliers");
        public static BoxPoints All { get; } = new("all");
        public static BoxPoints SuspectedOutliers { get; } = new("suspectedoutliers");
        public static BoxPoints False { get; } = new(false);

        object IPlotValue.Json => _value;
    }
}
