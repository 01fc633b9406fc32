namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class BoxMean : IPlotValue
    {
        private readonly object _value;

        private BoxMean(object value) => _value = value;

        public static BoxMean True { get; } = new(true);
        public static BoxMean False { get; } = new(false);
        public static BoxMean SD { get; } = new("sd");

        object IPlotValue.Json => _value;
    }
}
