using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

/// <summary>Puts traces on the library's common ground: no background, legend above the plot, room for labels, a quiet tool bar.</summary>
internal static class Canvas
{
    /// <summary>Under the mouse is the closest point.</summary>
    internal const string ClosestPoint = "closest";

    /// <summary>Under the mouse are all points of the same x.</summary>
    internal const string SameX = "x unified";

    /// <summary>One figure out of traces and axes.</summary>
    /// <param name="title">The figure's title.</param>
    /// <param name="description">Its caption.</param>
    /// <param name="height">Height of the plot in pixels.</param>
    /// <param name="traces">Charts made without Plotly.NET's defaults.</param>
    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis, and a second one where traces ask for it.</param>
    /// <param name="hover">What is found under the mouse: <see cref="ClosestPoint"/>, or <see cref="SameX"/>.</param>
    /// <param name="legend">Whether there is a legend.</param>
    internal static Figure Figure(
        string title, string description, int height, IReadOnlyList<GenericChart> traces, LinearAxis x, LinearAxis[] y, string hover, bool legend = true)
    {
        var layout = Ground(height, hover, legend).With(("xaxis", x));
        for (int axis = 0; axis < y.Length; axis++)
        {
            layout.With((axis == 0 ? "yaxis" : $"yaxis{axis + 1}", y[axis]));
        }

        var chart = GenericChart.setLayout(layout, Chart.Combine(traces));
        return new Figure(GenericChart.setConfig(Toolbar(), chart), title, description, height);
    }

    private static Layout Ground(int height, string hover, bool legend) => new Layout().With(
        ("showlegend", legend),
        ("legend", new Legend().With(("itemwidth", 40), ("orientation", "h"), ("x", 0), ("xanchor", "left"), ("y", 1.02), ("yanchor", "bottom"))),
        ("margin", new Margin().With(("l", 56), ("r", 12), ("t", 12), ("b", 48))),
        ("autosize", true),
        ("height", height),
        ("font", new Font().With(("size", 13), ("color", "#1f2328"))),
        ("paper_bgcolor", "rgba(0,0,0,0)"),
        ("plot_bgcolor", "rgba(0,0,0,0)"),
        ("hovermode", hover),
        ("barmode", "overlay"),
        ("bargap", 0.04),
        ("violingap", 0.12));

    private static Config Toolbar() => new Config().With(
        ("responsive", true),
        ("displaylogo", false),
        ("modeBarButtonsToRemove", new[] { "lasso2d", "select2d", "autoScale2d", "zoomIn2d", "zoomOut2d" }));
}
