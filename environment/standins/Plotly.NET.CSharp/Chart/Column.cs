using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Column<ValuesType, KeysType, TextType>(
        IEnumerable<ValuesType> values, Optional<IEnumerable<KeysType>> Keys = default, Optional<string> Name = default,
        Optional<bool> ShowLegend = default, Optional<double> Opacity = default, Optional<IEnumerable<double>> MultiOpacity = default,
        Optional<TextType> Text = default, Optional<IEnumerable<TextType>> MultiText = default, Optional<Color> MarkerColor = default,
        Optional<StyleParam.Colorscale> MarkerColorScale = default, Optional<Line> MarkerOutline = default,
        Optional<StyleParam.PatternShape> MarkerPatternShape = default,
        Optional<IEnumerable<StyleParam.PatternShape>> MultiMarkerPatternShape = default, Optional<Pattern> MarkerPattern = default,
        Optional<Marker> Marker = default, Optional<StyleParam.TextPosition> TextPosition = default,
        Optional<IEnumerable<StyleParam.TextPosition>> MultiTextPosition = default, Optional<IEnumerable<ValuesType>> MultiWidth = default,
        Optional<bool> UseDefaults = default, Optional<ValuesType> Base = default, Optional<ValuesType> Width = default)
        where ValuesType : IConvertible where KeysType : IConvertible where TextType : IConvertible =>
        new Trace("bar")
            .Set("y", values).Set("x", Keys).Set("orientation", StyleParam.Orientation.Vertical).Set("name", Name).Set("showlegend", ShowLegend)
            .Set("opacity", Opacity).Set("text", Text, MultiText).Set("base", Base).Set("width", Width, MultiWidth)
            .Set("textposition", TextPosition, MultiTextPosition)
            .Set("marker", Marks.Of(Marker, MarkerColor, MarkerColorScale, MarkerOutline).Set("opacity", MultiOpacity)
                .Set("pattern", MarkerPattern.Or(new Pattern()).Set("shape", MarkerPatternShape, MultiMarkerPatternShape)))
            .ToChart(UseDefaults);
}
