using Plotly.NET;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

/// <summary>Puts traces on the library's common ground: no background, legend above the plot, room for labels, a quiet tool bar.</summary>
internal static class Canvas
{
    /// <summary>One figure out of traces and axes.</summary>
    /// <param name="title">The figure's title.</param>
    /// <param name="description">Its caption.</param>
    /// <param name="height">Height of the plot in pixels.</param>
    /// <param name="traces">Charts made without Plotly.NET's defaults.</param>
    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis, and a second one where traces ask for it.</param>
    /// <param name="hover">What is found under the mouse: the closest point, or all points of the same x.</param>
    /// <param name="legend">Whether there is a legend.</param>
    internal static Figure Figure(
        string title, string description, int height, IReadOnlyList<GenericChart> traces, LinearAxis x, LinearAxis[] y, StyleParam.HoverMode hover, bool legend = true)
    {
        var chart = GenericChart.setLayout(Layout(height, hover, legend), Chart.Combine(traces));
        chart = Plotly.NET.GenericChartExtensions.WithXAxis(chart, x, StyleParam.SubPlotId.NewXAxis(1));
        for (int axis = 0; axis < y.Length; axis++)
        {
            chart = Plotly.NET.GenericChartExtensions.WithYAxis(chart, y[axis], StyleParam.SubPlotId.NewYAxis(axis + 1));
        }

        return new Figure(GenericChart.setConfig(Toolbar(), chart.WithLegendStyle(
            ItemWidth: 40,
            Orientation: StyleParam.Orientation.Horizontal,
            X: 0.0,
            XAnchor: StyleParam.XAnchorPosition.Left,
            Y: 1.02,
            YAnchor: StyleParam.YAnchorPosition.Bottom)), title, description, height);
    }

    private static Layout Layout(int height, StyleParam.HoverMode hover, bool legend) => Plotly.NET.Layout.init<string>(
        ShowLegend: legend,
        Margin: Margin.init<int, int, int, int, int, bool>(Left: 56, Right: 12, Top: 12, Bottom: 48),
        AutoSize: true,
        Height: height,
        Font: Font.init(Size: 13.0, Color: Color.fromString("#1f2328")),
        PaperBGColor: Color.fromString("rgba(0,0,0,0)"),
        PlotBGColor: Color.fromString("rgba(0,0,0,0)"),
        HoverMode: hover,
        BarMode: StyleParam.BarMode.Overlay,
        BarGap: 0.04,
        ViolinGap: 0.12);

    private static Config Toolbar() => Config.init(
        Responsive: true,
        Displaylogo: false,
        ModeBarButtonsToRemove: new[]
        {
            StyleParam.ModeBarButton.Lasso2d, StyleParam.ModeBarButton.Select2d, StyleParam.ModeBarButton.AutoScale2d,
            StyleParam.ModeBarButton.ZoomIn2d, StyleParam.ModeBarButton.ZoomOut2d,
        });
}
