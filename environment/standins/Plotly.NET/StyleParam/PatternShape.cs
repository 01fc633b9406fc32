namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Values of plotly.js' attributes of this kind.</summary>
    public sealed class PatternShape : IPlotValue
    {
        private readonly object _value;

        private PatternShape(object value) => _value = value;

        public static PatternShape None { get; } = new("");
        public static PatternShape DiagonalDescending { get; } = new("/");
        public static PatternShape DiagonalAscending { get; } = new("""\""");
        public static PatternShape DiagonalChecked { get; } = new("x");
        public static PatternShape HorizontalLines { get; } = new("-");
        public static PatternShape VerticalLines { get; } = new("|");
        public static PatternShape Checked { get; } = new("+");
        public static PatternShape Dots { get; } = new(".");

        object IPlotValue.Json => _value;
    }
}
