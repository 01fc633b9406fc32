namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class HistNorm : IPlotValue
    {
        private readonly object _value;

        private HistNorm(object value) => _value = value;

        public static HistNorm None { get; } = new("");
        public static HistNorm Percent { get; } = new("percent");
        public static HistNorm Probability { get; } = new("probability");
        public static HistNorm Density { get; } = new("density");
        public static HistNorm ProbabilityDensity { get; } = new("probability density");

        object IPlotValue.Json => _value;
    }
}
