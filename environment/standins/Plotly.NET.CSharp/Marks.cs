using Plotly.NET.TraceObjects;

namespace Plotly.NET.CSharp;

/// <summary>Marks and lines out of the short arguments of a chart.</summary>
internal static class Marks
{
    internal static Marker Of(Optional<Marker> marker, Optional<Color> color) => marker.Or(new Marker()).Set("color", color);

    internal static Marker Of(Optional<Marker> marker, Optional<Color> color, Optional<StyleParam.Colorscale> scale, Optional<Line> outline) =>
        Of(marker, color).Set("colorscale", scale).Set("line", outline);

    internal static Line Of(Optional<Line> line, Optional<Color> color, Optional<double> width) => line.Or(new Line()).Set("color", color).Set("width", width);
}
