namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>What is drawn of a scatter.</summary>
    public sealed class Mode : IPlotValue
    {
        private readonly object _value;

        private Mode(object value) => _value = value;

        public static Mode Lines { get; } = new("lines");

        public static Mode Lines_Markers { get; } = new("lines+markers");

        public static Mode Markers { get; } = new("markers");

        public static Mode Markers_Text { get; } = new("markers+text");

        object IPlotValue.Json => _value;
    }
}
