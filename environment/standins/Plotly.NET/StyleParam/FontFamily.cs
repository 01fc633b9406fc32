namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>A family of fonts.</summary>
    public sealed class FontFamily : IPlotValue
    {
        private readonly string _value;

        private FontFamily(string value) => _value = value;

        public static FontFamily Arial { get; } = new("Arial");

        public static FontFamily Consolas { get; } = new("Consolas");

        public static FontFamily Open_Sans { get; } = new("Open Sans");

        object IPlotValue.Json => _value;

        public static FontFamily NewCustom(string item) => new(item);

        public override string ToString() => _value;
    }
}
