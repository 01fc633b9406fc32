namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class ScaleMode : IPlotValue
    {
        private readonly object _value;

        private ScaleMode(object value) => _value = value;

        public static ScaleMode Width { get; } = new("width");
        public static ScaleMode Count { get; } = new("count");

        object IPlotValue.Json => _value;
    }
}
