using Microsoft.FSharp.Core;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Plotly.NET;

/// <summary>Styles of traces in a plane.</summary>
public partial class Trace2DStyle
{
    public static FSharpFunc<T, T> Scatter<a147, a148, a149, a150, a151, a152, a153, a154, a155, a156, a157, a158, a159, a160, T>(
        FSharpOption<string> Name = null, FSharpOption<StyleParam.Visible> Visible = null, FSharpOption<bool> ShowLegend = null,
        FSharpOption<StyleParam.SubPlotId> Legend = null, FSharpOption<int> LegendRank = null, FSharpOption<string> LegendGroup = null,
        FSharpOption<Title> LegendGroupTitle = null, FSharpOption<double> Opacity = null, FSharpOption<StyleParam.Mode> Mode = null,
        FSharpOption<IEnumerable<a147>> Ids = null, FSharpOption<IEnumerable<a148>> X = null,
        FSharpOption<IEnumerable<IEnumerable<a148>>> MultiX = null, FSharpOption<a149> X0 = null, FSharpOption<a150> DX = null,
        FSharpOption<IEnumerable<a151>> Y = null, FSharpOption<IEnumerable<IEnumerable<a151>>> MultiY = null, FSharpOption<a152> Y0 = null,
        FSharpOption<a153> DY = null, FSharpOption<a154> Text = null, FSharpOption<IEnumerable<a154>> MultiText = null,
        FSharpOption<StyleParam.TextPosition> TextPosition = null, FSharpOption<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = null,
        FSharpOption<string> TextTemplate = null, FSharpOption<IEnumerable<string>> MultiTextTemplate = null, FSharpOption<string> HoverText = null,
        FSharpOption<IEnumerable<string>> MultiHoverText = null, FSharpOption<StyleParam.HoverInfo> HoverInfo = null,
        FSharpOption<string> HoverTemplate = null, FSharpOption<IEnumerable<string>> MultiHoverTemplate = null,
        FSharpOption<string> XHoverFormat = null, FSharpOption<string> YHoverFormat = null, FSharpOption<string> Meta = null,
        FSharpOption<IEnumerable<a155>> CustomData = null, FSharpOption<StyleParam.LinearAxisId> XAxis = null,
        FSharpOption<StyleParam.LinearAxisId> YAxis = null, FSharpOption<StyleParam.Orientation> Orientation = null,
        FSharpOption<StyleParam.GroupNorm> GroupNorm = null, FSharpOption<string> AlignmentGroup = null, FSharpOption<string> OffsetGroup = null,
        FSharpOption<string> StackGroup = null, FSharpOption<a156> XPeriod = null, FSharpOption<StyleParam.PeriodAlignment> XPeriodAlignment = null,
        FSharpOption<a157> XPeriod0 = null, FSharpOption<a158> YPeriod = null, FSharpOption<StyleParam.PeriodAlignment> YPeriodAlignment = null,
        FSharpOption<a159> YPeriod0 = null, FSharpOption<Marker> Marker = null, FSharpOption<Line> Line = null, FSharpOption<Font> TextFont = null,
        FSharpOption<Error> XError = null, FSharpOption<Error> YError = null, FSharpOption<IEnumerable<a160>> SelectedPoints = null,
        FSharpOption<TraceSelection> Selected = null, FSharpOption<TraceSelection> Unselected = null, FSharpOption<bool> ClipOnAxis = null,
        FSharpOption<bool> ConnectGaps = null, FSharpOption<StyleParam.Fill> Fill = null, FSharpOption<Color> FillColor = null,
        FSharpOption<Pattern> FillPattern = null, FSharpOption<Hoverlabel> HoverLabel = null, FSharpOption<StyleParam.HoverOn> HoverOn = null,
        FSharpOption<StyleParam.StackGaps> StackGaps = null, FSharpOption<StyleParam.Calendar> XCalendar = null,
        FSharpOption<StyleParam.Calendar> YCalendar = null, FSharpOption<string> UIRevision = null)
        where a147 : IConvertible where a148 : IConvertible where a149 : IConvertible where a150 : IConvertible where a151 : IConvertible
        where a152 : IConvertible where a153 : IConvertible where a154 : IConvertible where a155 : IConvertible where a156 : IConvertible
        where a157 : IConvertible where a158 : IConvertible where a159 : IConvertible where a160 : IConvertible where T : Trace =>
        FuncConvert.FromFunc((T target) => target
            .Set("name", Name).Set("visible", Visible).Set("showlegend", ShowLegend).Set("legend", Legend).Set("legendrank", LegendRank)
            .Set("legendgroup", LegendGroup).Set("legendgrouptitle", LegendGroupTitle).Set("opacity", Opacity).Set("mode", Mode).Set("ids", Ids)
            .Set("x", X, MultiX).Set("x0", X0).Set("dx", DX).Set("y", Y, MultiY).Set("y0", Y0).Set("dy", DY).Set("text", Text, MultiText)
            .Set("textposition", TextPosition, MultiTextPosition).Set("texttemplate", TextTemplate, MultiTextTemplate)
            .Set("hovertext", HoverText, MultiHoverText).Set("hoverinfo", HoverInfo).Set("hovertemplate", HoverTemplate, MultiHoverTemplate)
            .Set("xhoverformat", XHoverFormat).Set("yhoverformat", YHoverFormat).Set("meta", Meta).Set("customdata", CustomData).Set("xaxis", XAxis)
            .Set("yaxis", YAxis).Set("orientation", Orientation).Set("groupnorm", GroupNorm).Set("alignmentgroup", AlignmentGroup)
            .Set("offsetgroup", OffsetGroup).Set("stackgroup", StackGroup).Set("xperiod", XPeriod).Set("xperiodalignment", XPeriodAlignment)
            .Set("xperiod0", XPeriod0).Set("yperiod", YPeriod).Set("yperiodalignment", YPeriodAlignment).Set("yperiod0", YPeriod0)
            .Set("marker", Marker).Set("line", Line).Set("textfont", TextFont).Set("error_x", XError).Set("error_y", YError)
            .Set("selectedpoints", SelectedPoints).Set("selected", Selected).Set("unselected", Unselected).Set("cliponaxis", ClipOnAxis)
            .Set("connectgaps", ConnectGaps).Set("fill", Fill).Set("fillcolor", FillColor).Set("fillpattern", FillPattern)
            .Set("hoverlabel", HoverLabel).Set("hoveron", HoverOn).Set("stackgaps", StackGaps).Set("xcalendar", XCalendar).Set("ycalendar", YCalendar)
            .Set("uirevision", UIRevision));
}
