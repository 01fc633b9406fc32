namespace Plotly.NET.CSharp;

public static partial class GenericChartExtensions
{
    public static GenericChart WithSize(
        this GenericChart gChart, Optional<int> Width = default, Optional<int> Height = default) =>
        GenericChart.setLayout(GenericChart.getLayout(gChart).Set("width", Width).Set("height", Height), gChart);
}
