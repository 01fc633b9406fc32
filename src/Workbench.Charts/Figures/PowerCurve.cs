using Plotly.NET;

namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>The chance that a comparison finds an effect, by its number of prompts.</summary>
    /// <param name="target">The power to be reached, 0 to 1; drawn as a line.</param>
    /// <param name="series">One curve for each size of effect: X the numbers of prompts, Y the power, 0 to 1.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, lengths differ, or the target lies outside (0, 1).</exception>
    public static Figure PowerCurve(double target, params Series[] series)
    {
        if (target is not (> 0 and < 1))
        {
            throw new WorkbenchException(FormattableString.Invariant($"The target of a power curve must lie between 0 and 1; it is {target}."));
        }

        return Curves.Figure(
            "How many prompts are enough?",
            "The chance to find a true effect of each size. Where a curve crosses the dotted line, the comparison is large enough for it.",
            series,
            "Prompts compared",
            "Power (chance to find the effect)",
            [(FormattableString.Invariant($"{target:P0} power").Replace(" %", "%", StringComparison.Ordinal), target)],
            yRange: (0, 1.02),
            smooth: false);
    }
}
