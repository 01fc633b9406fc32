namespace Workbench.Charts;

/// <summary>The figures of the workbench. They take plain numbers, show themselves in a notebook and go into any <see cref="HtmlPage"/>.</summary>
public static partial class Figures
{
    /// <summary>Loss over training steps.</summary>
    /// <param name="series">Training loss, validation loss and the like, in nats per token.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw, or lengths differ.</exception>
    public static Figure LossCurve(params Series[] series) => Curves.Figure(
        "Loss",
        "Lower is better.",
        series,
        "Training step",
        "Loss (nats per token)");

    /// <summary>Loss at steps 1, 2, 3 and on.</summary>
    /// <param name="losses">Training loss in nats per token.</param>
    /// <exception cref="WorkbenchException">There is nothing to draw.</exception>
    public static Figure LossCurve(IReadOnlyList<double> losses) => LossCurve(new Series("training", losses));
}
