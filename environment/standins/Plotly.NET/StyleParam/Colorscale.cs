namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Colours for numbers.</summary>
    public class Colorscale : IPlotValue
    {
        private readonly Tuple<double, Color>[] _stops;

        private Colorscale(Tuple<double, Color>[] stops) => _stops = stops;

        object IPlotValue.Json => _stops.Select(stop => new object[] { stop.Item1, stop.Item2 });

        public static Colorscale NewCustom(IEnumerable<Tuple<double, Color>> item) => new([.. item]);
    }
}
