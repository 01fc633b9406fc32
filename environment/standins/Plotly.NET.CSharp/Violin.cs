using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Violin<XType, YType, TextType>(
        Optional<IEnumerable<XType>> X = default, Optional<IEnumerable<IEnumerable<XType>>> MultiX = default,
        Optional<IEnumerable<YType>> Y = default, Optional<IEnumerable<IEnumerable<YType>>> MultiY = default,
        Optional<string> Name = default, Optional<bool> ShowLegend = default, Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default, Optional<Color> FillColor = default, Optional<double> Opacity = default,
        Optional<StyleParam.BoxPoints> Points = default, Optional<double> Jitter = default, Optional<double> PointPos = default,
        Optional<StyleParam.Orientation> Orientation = default, Optional<double> Width = default, Optional<Color> MarkerColor = default,
        Optional<Marker> Marker = default, Optional<Color> OutlineColor = default, Optional<double> OutlineWidth = default,
        Optional<Line> Outline = default, Optional<string> AlignmentGroup = default, Optional<string> OffsetGroup = default,
        Optional<bool> ShowBox = default, Optional<double> BoxWidth = default, Optional<Color> BoxFillColor = default,
        Optional<Box> Box = default, Optional<double> BandWidth = default, Optional<MeanLine> MeanLine = default,
        Optional<string> ScaleGroup = default, Optional<StyleParam.ScaleMode> ScaleMode = default,
        Optional<StyleParam.ViolinSide> Side = default, Optional<StyleParam.Range> Span = default,
        Optional<StyleParam.SpanMode> SpanMode = default, Optional<bool> UseDefaults = default)
        where XType : IConvertible where YType : IConvertible where TextType : IConvertible =>
        new Trace("violin")
            .Set("x", X, MultiX).Set("y", Y, MultiY).Set("name", Name).Set("showlegend", ShowLegend).Set("opacity", Opacity).Set("text", Text, MultiText)
            .Set("fillcolor", FillColor).Set("points", Points).Set("jitter", Jitter).Set("pointpos", PointPos).Set("orientation", Orientation)
            .Set("width", Width).Set("marker", Marks.Of(Marker, MarkerColor)).Set("line", Marks.Of(Outline, OutlineColor, OutlineWidth))
            .Set("alignmentgroup", AlignmentGroup).Set("offsetgroup", OffsetGroup)
            .Set("box", Box.Or(new Box()).Set("visible", ShowBox).Set("width", BoxWidth).Set("fillcolor", BoxFillColor))
            .Set("bandwidth", BandWidth).Set("meanline", MeanLine).Set("scalegroup", ScaleGroup).Set("scalemode", ScaleMode).Set("side", Side)
            .Set("span", Span).Set("spanmode", SpanMode)
            .ToChart(UseDefaults);
}
