namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>What is filled below a line.</summary>
    public sealed class Fill : IPlotValue
    {
        private readonly object _value;

        private Fill(object value) => _value = value;

        public static Fill None { get; } = new("none");

        public static Fill ToNext_y { get; } = new("tonexty");

        object IPlotValue.Json => _value;
    }
}
