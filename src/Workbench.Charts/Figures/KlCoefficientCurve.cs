namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>The weight of the KL penalty, beta, as its controller moves it.</summary>
    /// <param name="series">One curve for each run; beta is reward per nat.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, or lengths differ.</exception>
    public static Figure KlCoefficientCurve(params Series[] series) => Curves.Figure(
        "KL coefficient",
        "The weight of the penalty: higher holds the policy closer to the reference.",
        series,
        "PPO iteration",
        "\u03b2 (reward per nat)",
        toZero: true,
        smooth: false);
}
