namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class QuartileMethod : IPlotValue
    {
        private readonly object _value;

        private QuartileMethod(object value) => _value = value;

        public static QuartileMethod Linear { get; } = new("linear");
        public static QuartileMethod Exclusive { get; } = new("exclusive");
        public static QuartileMethod Inclusive { get; } = new("inclusive");

        object IPlotValue.Json => _value;
    }
}
