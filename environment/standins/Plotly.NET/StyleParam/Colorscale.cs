namespace Plotly.NET;

public static partial class StyleParam
{
    /// <summary>Colours for numbers.</summary>
    public sealed class Colorscale : IPlotValue
    {
        private readonly Func<object> _json;

        private Colorscale(Func<object> json) => _json = json;

        public static Colorscale RdBu { get; } = Named("RdBu");

        public static Colorscale Bluered { get; } = Named("Bluered");

        public static Colorscale Greys { get; } = Named("Greys");

        public static Colorscale Viridis { get; } = Named("Viridis");

        public static Colorscale Cividis { get; } = Named("Cividis");

        object IPlotValue.Json => _json();

        public static Colorscale NewCustom(IEnumerable<Tuple<double, Color>> item) => new(() => Custom([.. item]));

        private static Colorscale Named(string name) => new(() => name);

        private static object Custom(Tuple<double, Color>[] stops) => stops.Length < 2
            ? throw new Exception("A color scale needs a color for 0.0 and one for 1.0 at least.")
            : stops.Select(stop => new object[] { stop.Item1, stop.Item2 }).ToArray();
    }
}
