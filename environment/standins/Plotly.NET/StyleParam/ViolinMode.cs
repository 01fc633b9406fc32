namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class ViolinMode : IPlotValue
    {
        private readonly object _value;

        private ViolinMode(object value) => _value = value;

        public static ViolinMode Group { get; } = new("group");
        public static ViolinMode Overlay { get; } = new("overlay");

        object IPlotValue.Json => _value;
    }
}
