namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>Mean reward over PPO iterations.</summary>
    /// <param name="unit">The reward's unit, as "SFT standard deviations" or "logit".</param>
    /// <param name="series">One curve for each run or reward.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, or lengths differ.</exception>
    public static Figure RewardCurve(string unit, params Series[] series) => Curves.Figure(
        "Reward during training",
        "Mean over each batch of responses. A learned reward that keeps rising is no proof of better responses.",
        series,
        "PPO iteration",
        $"Mean reward ({PlotText.Encode(unit)})");
}
