using Microsoft.FSharp.Core;

namespace Plotly.NET.LayoutObjects;

/// <summary>The legend.</summary>
public class Legend : DynamicObj.DynamicObj
{
    public static Legend init(
        FSharpOption<Color> BGColor = null, FSharpOption<Color> BorderColor = null, FSharpOption<double> BorderWidth = null,
        FSharpOption<double> EntryWidth = null, FSharpOption<StyleParam.EntryWidthMode> EntryWidthMode = null, FSharpOption<Font> Font = null,
        FSharpOption<StyleParam.TraceGroupClickOptions> GroupClick = null, FSharpOption<Font> GroupTitleFont = null,
        FSharpOption<StyleParam.TraceItemClickOptions> ItemClick = null, FSharpOption<StyleParam.TraceItemClickOptions> ItemDoubleClick = null,
        FSharpOption<StyleParam.TraceItemSizing> ItemSizing = null, FSharpOption<int> ItemWidth = null,
        FSharpOption<StyleParam.Orientation> Orientation = null, FSharpOption<Title> Title = null, FSharpOption<double> TraceGroupGap = null,
        FSharpOption<StyleParam.TraceOrder> TraceOrder = null, FSharpOption<string> UIRevision = null,
        FSharpOption<StyleParam.VerticalAlign> VerticalAlign = null, FSharpOption<bool> Visible = null, FSharpOption<double> X = null,
        FSharpOption<StyleParam.XAnchorPosition> XAnchor = null, FSharpOption<string> XRef = null, FSharpOption<double> Y = null,
        FSharpOption<StyleParam.YAnchorPosition> YAnchor = null, FSharpOption<string> YRef = null) =>
        new Legend()
            .Set("bgcolor", BGColor).Set("bordercolor", BorderColor).Set("borderwidth", BorderWidth).Set("entrywidth", EntryWidth)
            .Set("entrywidthmode", EntryWidthMode).Set("font", Font).Set("groupclick", GroupClick).Set("grouptitlefont", GroupTitleFont)
            .Set("itemclick", ItemClick).Set("itemdoubleclick", ItemDoubleClick).Set("itemsizing", ItemSizing).Set("itemwidth", ItemWidth)
            .Set("orientation", Orientation).Set("title", Title).Set("tracegroupgap", TraceGroupGap).Set("traceorder", TraceOrder)
            .Set("uirevision", UIRevision).Set("valign", VerticalAlign).Set("visible", Visible).Set("x", X).Set("xanchor", XAnchor).Set("xref", XRef)
            .Set("y", Y).Set("yanchor", YAnchor).Set("yref", YRef);
}
