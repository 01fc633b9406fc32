using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

/// <summary>Styles a chart by named arguments that may be left out.</summary>
public static partial class GenericChartExtensions
{
    public static GenericChart WithTraceInfo(
        this GenericChart gChart, Optional<string> Name = default, Optional<StyleParam.Visible> Visible = default,
        Optional<bool> ShowLegend = default, Optional<int> LegendRank = default, Optional<string> LegendGroup = default,
        Optional<Title> LegendGroupTitle = default) =>
        Plotly.NET.GenericChartExtensions.WithTraceInfo(
            gChart, Name.ToOption(), Visible.ToOption(), ShowLegend.ToOption(), LegendRank.ToOption(), LegendGroup.ToOption(), LegendGroupTitle.ToOption());
}
