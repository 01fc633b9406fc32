using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET;

/// <summary>Styles a chart by objects.</summary>
public static partial class GenericChartExtensions
{
    public static GenericChart WithXAxis(this GenericChart @this, LinearAxis xAxis, FSharpOption<StyleParam.SubPlotId> Id = null) =>
        @this.WithAxis(xAxis, Id?.Value ?? StyleParam.SubPlotId.NewXAxis(1));

    public static GenericChart WithYAxis(this GenericChart @this, LinearAxis yAxis, FSharpOption<StyleParam.SubPlotId> Id = null) =>
        @this.WithAxis(yAxis, Id?.Value ?? StyleParam.SubPlotId.NewYAxis(1));

    public static GenericChart WithLayout(this GenericChart @this, Layout layout) => GenericChart.addLayout(layout, @this);

    public static GenericChart WithConfig(this GenericChart @this, Config config) => GenericChart.setConfig(config, @this);

    public static GenericChart WithTitle(this GenericChart @this, string title, FSharpOption<Font> TitleFont = null) =>
        GenericChart.addLayout(new Layout().Set("title", (object)new Title().Set("text", (object)title).Set("font", TitleFont)), @this);

    /// <summary>Changes each trace, which is told its index.</summary>
    internal static GenericChart MapTraces(this GenericChart chart, Func<Trace, int, Trace> map) => new(
        GenericChart.getTraces(chart).Select(map), GenericChart.getLayout(chart), GenericChart.getConfig(chart), GenericChart.getDisplayOptions(chart));

    /// <summary>Merges an axis into the one that is there, or sets it.</summary>
    internal static GenericChart WithAxis(this GenericChart chart, LinearAxis axis, StyleParam.SubPlotId id)
    {
        var layout = GenericChart.getLayout(chart);
        layout.Set(id.ToString(), (object)(layout.Get<LinearAxis>(id.ToString()) is { } before ? Parts.Merge(before, axis) : axis));
        return GenericChart.setLayout(layout, chart);
    }
}
