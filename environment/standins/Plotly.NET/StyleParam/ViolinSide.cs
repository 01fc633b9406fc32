namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class ViolinSide : IPlotValue
    {
        private readonly object _value;

        private ViolinSide(object value) => _value = value;

        public static ViolinSide Both { get; } = new("both");
        public static ViolinSide Positive { get; } = new("positive");
        public static ViolinSide Negative { get; } = new("negative");

        object IPlotValue.Json => _value;
    }
}
