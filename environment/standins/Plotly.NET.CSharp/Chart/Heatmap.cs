namespace Plotly.NET.CSharp;

public static partial class Chart
{
    public static GenericChart Heatmap<ZType, XType, YType, TextType>(
        IEnumerable<IEnumerable<ZType>> zData, Optional<string> Name = default, Optional<bool> ShowLegend = default,
        Optional<double> Opacity = default, Optional<IEnumerable<XType>> X = default, Optional<int> XGap = default,
        Optional<IEnumerable<YType>> Y = default, Optional<int> YGap = default, Optional<TextType> Text = default,
        Optional<IEnumerable<TextType>> MultiText = default, Optional<ColorBar> ColorBar = default,
        Optional<StyleParam.Colorscale> ColorScale = default, Optional<bool> ShowScale = default, Optional<bool> ReverseScale = default,
        Optional<StyleParam.SmoothAlg> ZSmooth = default, Optional<bool> Transpose = default, Optional<bool> UseWebGL = default,
        Optional<bool> ReverseYAxis = default, Optional<bool> UseDefaults = default)
        where ZType : IConvertible where XType : IConvertible where YType : IConvertible where TextType : IConvertible =>
        new Trace(UseWebGL.Or(false) ? "heatmapgl" : "heatmap")
            .Set("z", zData).Set("x", X).Set("y", Y).Set("name", Name).Set("showlegend", ShowLegend).Set("opacity", Opacity)
            .Set("xgap", XGap).Set("ygap", YGap).Set("text", Text, MultiText).Set("colorbar", ColorBar).Set("colorscale", ColorScale)
            .Set("showscale", ShowScale).Set("reversescale", ReverseScale).Set("zsmooth", ZSmooth).Set("transpose", Transpose)
            .ToChart(UseDefaults)
            .WithReversedYAxis(ReverseYAxis.Or(false));
}
