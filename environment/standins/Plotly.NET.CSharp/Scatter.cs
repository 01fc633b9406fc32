using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

/// <summary>Charts with named arguments that may be left out.</summary>
public static partial class Chart
{
    public static GenericChart Scatter<XType, YType, TextType>(
        IEnumerable<XType> x, IEnumerable<YType> y, StyleParam.Mode mode, Optional<string> Name = default,
        Optional<bool> ShowLegend = default, Optional<double> Opacity = default, Optional<IEnumerable<double>> MultiOpacity = default,
        Optional<TextType> Text = default, Optional<IEnumerable<TextType>> MultiText = default,
        Optional<StyleParam.TextPosition> TextPosition = default,
        Optional<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = default, Optional<Color> MarkerColor = default,
        Optional<StyleParam.Colorscale> MarkerColorScale = default, Optional<Line> MarkerOutline = default,
        Optional<StyleParam.MarkerSymbol> MarkerSymbol = default,
        Optional<IEnumerable<StyleParam.MarkerSymbol>> MultiMarkerSymbol = default, Optional<Marker> Marker = default,
        Optional<Color> LineColor = default, Optional<StyleParam.Colorscale> LineColorScale = default, Optional<double> LineWidth = default,
        Optional<StyleParam.DrawingStyle> LineDash = default, Optional<Line> Line = default, Optional<string> AlignmentGroup = default,
        Optional<string> OffsetGroup = default, Optional<string> StackGroup = default,
        Optional<StyleParam.Orientation> Orientation = default, Optional<StyleParam.GroupNorm> GroupNorm = default,
        Optional<StyleParam.Fill> Fill = default, Optional<Color> FillColor = default, Optional<Pattern> FillPattern = default,
        Optional<bool> UseWebGL = default, Optional<bool> UseDefaults = default)
        where XType : IConvertible where YType : IConvertible where TextType : IConvertible =>
        new Trace(UseWebGL.Or(false) ? "scattergl" : "scatter")
            .Set("x", x).Set("y", y).Set("mode", mode).Set("name", Name).Set("showlegend", ShowLegend).Set("opacity", Opacity)
            .Set("text", Text, MultiText).Set("textposition", TextPosition, MultiTextPosition)
            .Set("marker", Marks.Of(Marker, MarkerColor, MarkerColorScale, MarkerOutline).Set("symbol", MarkerSymbol, MultiMarkerSymbol).Set("opacity", MultiOpacity))
            .Set("line", Marks.Of(Line, LineColor, LineWidth).Set("colorscale", LineColorScale).Set("dash", LineDash))
            .Set("alignmentgroup", AlignmentGroup).Set("offsetgroup", OffsetGroup).Set("stackgroup", StackGroup).Set("orientation", Orientation)
            .Set("groupnorm", GroupNorm).Set("fill", Fill).Set("fillcolor", FillColor).Set("fillpattern", FillPattern)
            .ToChart(UseDefaults);
}
