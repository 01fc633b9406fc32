namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class Mirror : IPlotValue
    {
        private readonly object _value;

        private Mirror(object value) => _value = value;

        public static Mirror True { get; } = new(true);
        public static Mirror Ticks { get; } = new("ticks");
        public static Mirror False { get; } = new(false);
        public static Mirror All { get; } = new("all");
        public static Mirror AllTicks { get; } = new("allticks");

        object IPlotValue.Json => _value;
    }
}
