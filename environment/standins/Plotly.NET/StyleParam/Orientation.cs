namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>How a trace or a legend lies.</summary>
    public sealed class Orientation : IPlotValue
    {
        private readonly object _value;

        private Orientation(object value) => _value = value;

        public static Orientation Horizontal { get; } = new("h");

        object IPlotValue.Json => _value;
    }
}
