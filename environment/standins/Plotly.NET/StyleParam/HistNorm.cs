namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>What the bars of a histogram measure.</summary>
    public sealed class HistNorm : IPlotValue
    {
        private readonly object _value;

        private HistNorm(object value) => _value = value;

        public static HistNorm Percent { get; } = new("percent");

        object IPlotValue.Json => _value;
    }
}
