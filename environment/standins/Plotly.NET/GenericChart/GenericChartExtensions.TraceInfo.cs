using Microsoft.FSharp.Core;

namespace Plotly.NET;

public static partial class GenericChartExtensions
{
    public static GenericChart WithTraceInfo(
        this GenericChart @this, FSharpOption<string> Name = null, FSharpOption<StyleParam.Visible> Visible = null,
        FSharpOption<bool> ShowLegend = null, FSharpOption<int> LegendRank = null, FSharpOption<string> LegendGroup = null,
        FSharpOption<Title> LegendGroupTitle = null) =>
        @this.MapTraces((trace, i) => trace
            .Set("name", Name is not null && i > 0 ? FSharpOption<string>.Some($"{Name.Value}_{i}") : Name).Set("visible", Visible)
            .Set("showlegend", ShowLegend).Set("legendrank", LegendRank).Set("legendgroup", LegendGroup).Set("legendgrouptitle", LegendGroupTitle));
}
