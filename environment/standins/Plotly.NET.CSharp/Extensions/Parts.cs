namespace Plotly.NET.CSharp;

public static partial class GenericChartExtensions
{
    public static Layout GetLayout(this GenericChart gChart) => GenericChart.getLayout(gChart);

    public static Trace[] GetTraces(this GenericChart gChart) => GenericChart.getTraces(gChart).ToArray();
}
