namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Combine(IEnumerable<GenericChart> gCharts) => GenericChart.Combine(gCharts);
}
