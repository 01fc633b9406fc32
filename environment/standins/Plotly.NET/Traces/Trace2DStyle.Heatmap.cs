using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;

namespace Plotly.NET;

/// <summary>Styles of traces in a plane.</summary>
public partial class Trace2DStyle
{
    public static FSharpFunc<T, T> Heatmap<a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56, T>(
        FSharpOption<string> Name = null, FSharpOption<StyleParam.Visible> Visible = null, FSharpOption<bool> ShowLegend = null,
        FSharpOption<StyleParam.SubPlotId> Legend = null, FSharpOption<int> LegendRank = null, FSharpOption<string> LegendGroup = null,
        FSharpOption<Title> LegendGroupTitle = null, FSharpOption<double> Opacity = null, FSharpOption<IEnumerable<a39>> Ids = null,
        FSharpOption<IEnumerable<a40>> X = null, FSharpOption<IEnumerable<IEnumerable<a40>>> MultiX = null, FSharpOption<a41> X0 = null,
        FSharpOption<a42> DX = null, FSharpOption<StyleParam.CoordinateType> XType = null, FSharpOption<int> XGap = null,
        FSharpOption<IEnumerable<a43>> Y = null, FSharpOption<IEnumerable<IEnumerable<a43>>> MultiY = null, FSharpOption<a44> Y0 = null,
        FSharpOption<a45> DY = null, FSharpOption<StyleParam.CoordinateType> YType = null, FSharpOption<int> YGap = null,
        FSharpOption<IEnumerable<a46>> Z = null, FSharpOption<a48> Text = null, FSharpOption<IEnumerable<a48>> MultiText = null,
        FSharpOption<string> TextTemplate = null, FSharpOption<string> HoverText = null, FSharpOption<IEnumerable<string>> MultiHoverText = null,
        FSharpOption<StyleParam.HoverInfo> HoverInfo = null, FSharpOption<string> HoverTemplate = null,
        FSharpOption<IEnumerable<string>> MultiHoverTemplate = null, FSharpOption<string> XHoverFormat = null,
        FSharpOption<string> YHoverFormat = null, FSharpOption<string> Meta = null, FSharpOption<IEnumerable<a49>> CustomData = null,
        FSharpOption<StyleParam.LinearAxisId> XAxis = null, FSharpOption<StyleParam.LinearAxisId> YAxis = null,
        FSharpOption<StyleParam.SubPlotId> ColorAxis = null, FSharpOption<a50> XPeriod = null,
        FSharpOption<StyleParam.PeriodAlignment> XPeriodAlignment = null, FSharpOption<a51> XPeriod0 = null, FSharpOption<a52> YPeriod = null,
        FSharpOption<StyleParam.PeriodAlignment> YPeriodAlignment = null, FSharpOption<a53> YPeriod0 = null, FSharpOption<Font> TextFont = null,
        FSharpOption<ColorBar> ColorBar = null, FSharpOption<bool> AutoColorScale = null, FSharpOption<StyleParam.Colorscale> ColorScale = null,
        FSharpOption<bool> ShowScale = null, FSharpOption<bool> ReverseScale = null, FSharpOption<bool> ZAuto = null,
        FSharpOption<string> ZHoverFormat = null, FSharpOption<a54> ZMax = null, FSharpOption<a55> ZMid = null, FSharpOption<a56> ZMin = null,
        FSharpOption<StyleParam.SmoothAlg> ZSmooth = null, FSharpOption<bool> ConnectGaps = null, FSharpOption<Hoverlabel> HoverLabel = null,
        FSharpOption<bool> HoverOnGaps = null, FSharpOption<bool> Transpose = null, FSharpOption<StyleParam.Calendar> XCalendar = null,
        FSharpOption<StyleParam.Calendar> YCalendar = null, FSharpOption<string> UIRevision = null)
        where a39 : IConvertible where a40 : IConvertible where a41 : IConvertible where a42 : IConvertible where a43 : IConvertible
        where a44 : IConvertible where a45 : IConvertible where a46 : IEnumerable<a47> where a47 : IConvertible where a48 : IConvertible
        where a49 : IConvertible where a50 : IConvertible where a51 : IConvertible where a52 : IConvertible where a53 : IConvertible
        where a54 : IConvertible where a55 : IConvertible where a56 : IConvertible where T : Trace =>
        FuncConvert.FromFunc((T target) => target
            .Set("name", Name).Set("visible", Visible).Set("showlegend", ShowLegend).Set("legend", Legend).Set("legendrank", LegendRank)
            .Set("legendgroup", LegendGroup).Set("legendgrouptitle", LegendGroupTitle).Set("opacity", Opacity).Set("ids", Ids).Set("x", X, MultiX)
            .Set("x0", X0).Set("dx", DX).Set("xtype", XType).Set("xgap", XGap).Set("y", Y, MultiY).Set("y0", Y0).Set("dy", DY).Set("ytype", YType)
            .Set("ygap", YGap).Set("z", Z).Set("text", Text, MultiText).Set("texttemplate", TextTemplate).Set("hovertext", HoverText, MultiHoverText)
            .Set("hoverinfo", HoverInfo).Set("hovertemplate", HoverTemplate, MultiHoverTemplate).Set("xhoverformat", XHoverFormat)
            .Set("yhoverformat", YHoverFormat).Set("meta", Meta).Set("customdata", CustomData).Set("xaxis", XAxis).Set("yaxis", YAxis)
            .Set("coloraxis", ColorAxis).Set("xperiod", XPeriod).Set("xperiodalignment", XPeriodAlignment).Set("xperiod0", XPeriod0)
            .Set("yperiod", YPeriod).Set("yperiodalignment", YPeriodAlignment).Set("yperiod0", YPeriod0).Set("textfont", TextFont)
            .Set("colorbar", ColorBar).Set("autocolorscale", AutoColorScale).Set("colorscale", ColorScale).Set("showscale", ShowScale)
            .Set("reversescale", ReverseScale).Set("zauto", ZAuto).Set("zhoverformat", ZHoverFormat).Set("zmax", ZMax).Set("zmid", ZMid)
            .Set("zmin", ZMin).Set("zsmooth", ZSmooth).Set("connectgaps", ConnectGaps).Set("hoverlabel", HoverLabel).Set("hoverongaps", HoverOnGaps)
            .Set("transpose", Transpose).Set("xcalendar", XCalendar).Set("ycalendar", YCalendar).Set("uirevision", UIRevision));
}
