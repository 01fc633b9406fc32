namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>An axis as the layout names it: xaxis, xaxis2, yaxis, yaxis2.</summary>
    public sealed class SubPlotId : IPlotValue
    {
        private readonly string _id;

        private SubPlotId(string id) => _id = id;

        object IPlotValue.Json => _id;

        public static SubPlotId NewXAxis(int item) => new(item < 2 ? "xaxis" : $"xaxis{item}");

        public static SubPlotId NewYAxis(int item) => new(item < 2 ? "yaxis" : $"yaxis{item}");

        public static SubPlotId NewLegend(int item) => new(item < 2 ? "legend" : $"legend{item}");

        public override string ToString() => _id;
    }
}
