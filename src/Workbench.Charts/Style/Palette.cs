using Plotly.NET;

namespace Workbench.Charts;

/// <summary>
/// The five colours of series: at least three to one against white, and apart from each other also for
/// readers with protanopia, deuteranopia or tritanopia. Series differ by dash and marker too.
/// </summary>
internal static class Palette
{
    /// <summary>Blue, orange, green, magenta, olive, as web colours.</summary>
    internal static IReadOnlyList<string> Web { get; } = ["#2b62e6", "#e96b10", "#08a484", "#c548b0", "#756c39"];

    /// <summary>The same five for dark pages, lighter; the page's script puts them in.</summary>
    internal static IReadOnlyList<string> WebOnDark { get; } = ["#5a94ff", "#f07a3c", "#45d9ad", "#d07fc0", "#e3d94b"];

    /// <summary>Middle grey for what only helps to read: references, targets, grids.</summary>
    internal static Color Reference { get; } = Color.fromString("#858b95");

    private static readonly StyleParam.DrawingStyle[] s_dashes =
        [StyleParam.DrawingStyle.Solid, StyleParam.DrawingStyle.Dash, StyleParam.DrawingStyle.DashDot, StyleParam.DrawingStyle.Dot, StyleParam.DrawingStyle.LongDashDot];

    private static readonly StyleParam.MarkerSymbol[] s_symbols =
        [StyleParam.MarkerSymbol.Circle, StyleParam.MarkerSymbol.Diamond, StyleParam.MarkerSymbol.Square, StyleParam.MarkerSymbol.TriangleUp, StyleParam.MarkerSymbol.Cross];

    /// <summary>The colour of a series; they repeat after five.</summary>
    internal static Color Of(int series) => Color.fromString(Web[series % Web.Count]);

    /// <summary>The colour of a series, see-through.</summary>
    /// <param name="series">The series' index.</param>
    /// <param name="alpha">0 (invisible) to 1.</param>
    internal static Color Of(int series, double alpha) =>
        Color.fromString(FormattableString.Invariant($"rgba({Parts(Web[series % Web.Count])},{alpha:0.###})"));

    /// <summary>A web colour's red, green and blue, as "43,98,230".</summary>
    internal static string Parts(string web)
    {
        int rgb = Convert.ToInt32(web[1..], 16);
        return FormattableString.Invariant($"{rgb >> 16},{(rgb >> 8) & 255},{rgb & 255}");
    }

    /// <summary>The dash of a series, another one each time the colours start again.</summary>
    internal static StyleParam.DrawingStyle Dash(int series) => s_dashes[(series / Web.Count + series) % s_dashes.Length];

    /// <summary>The marker of a series.</summary>
    internal static StyleParam.MarkerSymbol Symbol(int series) => s_symbols[series % s_symbols.Length];
}
