namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class SmoothAlg : IPlotValue
    {
        private readonly object _value;

        private SmoothAlg(object value) => _value = value;

        public static SmoothAlg False { get; } = new(false);
        public static SmoothAlg Best { get; } = new("best");
        public static SmoothAlg Fast { get; } = new("fast");

        object IPlotValue.Json => _value;
    }
}
