using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Histogram<XType, YType, TextType>(
        Optional<IEnumerable<XType>> X = default, Optional<IEnumerable<YType>> Y = default, Optional<StyleParam.Orientation> Orientation = default,
        Optional<string> Name = default, Optional<bool> ShowLegend = default, Optional<double> Opacity = default, Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default, Optional<StyleParam.HistFunc> HistFunc = default,
        Optional<StyleParam.HistNorm> HistNorm = default, Optional<string> AlignmentGroup = default, Optional<string> OffsetGroup = default,
        Optional<int> NBinsX = default, Optional<int> NBinsY = default, Optional<string> BinGroup = default, Optional<Bins> XBins = default,
        Optional<Bins> YBins = default, Optional<Color> MarkerColor = default, Optional<Marker> Marker = default, Optional<Line> Line = default,
        Optional<Error> XError = default, Optional<Error> YError = default, Optional<Cumulative> Cumulative = default,
        Optional<Hoverlabel> HoverLabel = default, Optional<bool> UseDefaults = default)
        where XType : IConvertible where YType : IConvertible where TextType : IConvertible =>
        new Trace("histogram")
            .Set("x", X).Set("y", Y).Set("orientation", Orientation).Set("name", Name).Set("showlegend", ShowLegend).Set("opacity", Opacity)
            .Set("text", Text, MultiText).Set("histfunc", HistFunc).Set("histnorm", HistNorm).Set("alignmentgroup", AlignmentGroup)
            .Set("offsetgroup", OffsetGroup).Set("nbinsx", NBinsX).Set("nbinsy", NBinsY).Set("bingroup", BinGroup).Set("xbins", XBins).Set("ybins", YBins)
            .Set("marker", Marks.Of(Marker, MarkerColor).Set("pattern", new Pattern())).Set("line", Line).Set("error_x", XError).Set("error_y", YError)
            .Set("cumulative", Cumulative).Set("hoverlabel", HoverLabel)
            .ToChart(UseDefaults);
}
