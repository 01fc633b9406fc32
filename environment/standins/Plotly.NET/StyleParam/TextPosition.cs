namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Where text stands beside its mark.</summary>
    public sealed class TextPosition : IPlotValue
    {
        private readonly object _value;

        private TextPosition(object value) => _value = value;

        public static TextPosition TopLeft { get; } = new("top left");

        public static TextPosition TopRight { get; } = new("top right");

        object IPlotValue.Json => _value;
    }
}
