using Plotly.NET.LayoutObjects;

namespace Plotly.NET.CSharp;

public static partial class GenericChartExtensions
{
    public static GenericChart WithLegendStyle(
        this GenericChart gChart, Optional<Color> BGColor = default, Optional<Color> BorderColor = default, Optional<double> BorderWidth = default,
        Optional<double> EntryWidth = default, Optional<StyleParam.EntryWidthMode> EntryWidthMode = default, Optional<Font> Font = default,
        Optional<StyleParam.TraceGroupClickOptions> GroupClick = default, Optional<Font> GroupTitleFont = default,
        Optional<StyleParam.TraceItemClickOptions> ItemClick = default, Optional<StyleParam.TraceItemClickOptions> ItemDoubleClick = default,
        Optional<StyleParam.TraceItemSizing> ItemSizing = default, Optional<int> ItemWidth = default,
        Optional<StyleParam.Orientation> Orientation = default, Optional<Title> Title = default, Optional<double> TraceGroupGap = default,
        Optional<StyleParam.TraceOrder> TraceOrder = default, Optional<string> UIRevision = default,
        Optional<StyleParam.VerticalAlign> VerticalAlign = default, Optional<double> X = default,
        Optional<StyleParam.XAnchorPosition> XAnchor = default, Optional<double> Y = default, Optional<StyleParam.YAnchorPosition> YAnchor = default) =>
        gChart.WithLegend(new Legend()
            .Set("bgcolor", BGColor).Set("bordercolor", BorderColor).Set("borderwidth", BorderWidth).Set("entrywidth", EntryWidth)
            .Set("entrywidthmode", EntryWidthMode).Set("font", Font).Set("groupclick", GroupClick).Set("grouptitlefont", GroupTitleFont)
            .Set("itemclick", ItemClick).Set("itemdoubleclick", ItemDoubleClick).Set("itemsizing", ItemSizing).Set("itemwidth", ItemWidth)
            .Set("orientation", Orientation).Set("title", Title).Set("tracegroupgap", TraceGroupGap).Set("traceorder", TraceOrder)
            .Set("uirevision", UIRevision).Set("valign", VerticalAlign).Set("x", X).Set("xanchor", XAnchor).Set("y", Y).Set("yanchor", YAnchor));
}
