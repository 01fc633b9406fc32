namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class ErrorType : IPlotValue
    {
        private readonly object _value;

        private ErrorType(object value) => _value = value;

        public static ErrorType Percent { get; } = new("percent");
        public static ErrorType Constant { get; } = new("constant");
        public static ErrorType Sqrt { get; } = new("sqrt");
        public static ErrorType Data { get; } = new("data");

        object IPlotValue.Json => _value;
    }
}
