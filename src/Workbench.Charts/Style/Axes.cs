using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Workbench.Charts;

/// <summary>The axes of the library's figures: a title with its unit, quiet grid lines, margins that make room for labels.</summary>
internal static class Axes
{
    private static readonly Color s_grid = Color.fromString("rgba(128,128,128,0.2)");
    private static readonly Color s_zero = Color.fromString("rgba(128,128,128,0.55)");

    /// <summary>An axis of numbers.</summary>
    /// <param name="title">What is measured, with its unit in parentheses; may be empty.</param>
    /// <param name="range">Fixed ends, or null to fit the data.</param>
    /// <param name="toZero">Whether the axis starts at zero.</param>
    /// <param name="hover">How a value is written under the mouse, in d3's format.</param>
    /// <param name="part">The part of the plot that the axis fills, in fractions of its width or height; by default all of it.</param>
    /// <param name="everyOne">Whether each whole number gets a tick, and nothing between.</param>
    internal static LinearAxis Numbers(
        string title, (double Low, double High)? range = null, bool toZero = false, string hover = ".4~g", (double Low, double High)? part = null, bool everyOne = false) =>
        new LinearAxis().With(
            ("title", Titled(title)),
            ("range", Ends(range)),
            ("rangemode", toZero ? "tozero" : "normal"),
            ("hoverformat", hover),
            ("dtick", everyOne ? 1 : null),
            ("domain", Ends(part)),
            ("automargin", true),
            ("gridcolor", s_grid),
            ("zeroline", true),
            ("zerolinecolor", s_zero),
            ("zerolinewidth", 1));

    /// <summary>An axis of named places at 0, 1, 2 and on.</summary>
    /// <param name="names">The names, encoded for plotly.js.</param>
    /// <param name="title">What they are; may be empty.</param>
    /// <param name="reversed">Whether the first one is at the top.</param>
    /// <param name="part">The part of the plot that the axis fills.</param>
    internal static LinearAxis Names(IReadOnlyList<string> names, string title = "", bool reversed = false, (double Low, double High)? part = null) =>
        new LinearAxis().With(
            ("title", Titled(title)),
            ("range", reversed ? Ends((names.Count - 0.5, -0.5)) : Ends((-0.5, names.Count - 0.5))),
            ("tickmode", "array"),
            ("tickvals", Enumerable.Range(0, names.Count).ToArray()),
            ("ticktext", names.ToArray()),
            ("ticks", ""),
            ("domain", Ends(part)),
            ("automargin", true),
            ("showgrid", false),
            ("zeroline", false));

    private static double[]? Ends((double Low, double High)? ends) => ends is var (low, high) ? [low, high] : null;

    private static Title? Titled(string title) =>
        title.Length == 0 ? null : new Title().With(("text", Wrapped(title)), ("font", new Font().With(("size", 13))), ("standoff", 12));

    /// <summary>plotly.js does not break lines: a long title would run out of the plot.</summary>
    private static string Wrapped(string title)
    {
        const int room = 40;
        var lines = new List<string> { "" };
        foreach (string word in title.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > room)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            }
        }

        return string.Join("<br>", lines);
    }
}
