using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

/// <summary>Styles a chart by named arguments that may be left out.</summary>
public static partial class GenericChartExtensions
{
    public static GenericChart WithTraceInfo(
        this GenericChart gChart, Optional<string> Name = default, Optional<StyleParam.Visible> Visible = default,
        Optional<bool> ShowLegend = default, Optional<int> LegendRank = default, Optional<string> LegendGroup = default,
        Optional<Title> LegendGroupTitle = default) =>
        gChart.MapTraces((trace, i) => trace
            .Set("name", Name.IsSome && i > 0 ? new Optional<string>($"{Name.Value}_{i}", true) : Name).Set("visible", Visible)
            .Set("showlegend", ShowLegend).Set("legendrank", LegendRank).Set("legendgroup", LegendGroup).Set("legendgrouptitle", LegendGroupTitle));
}
