using Plotly.NET;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>The gold score of each response against its learned reward: where the reward model can be trusted, the clouds rise together.</summary>
    /// <param name="models">One cloud for each model.</param>
    /// <exception cref="WorkbenchException">There is no model, or a model's scores are not in pairs.</exception>
    public static Figure GoldAgainstLearned(params ScorePairs[] models)
    {
        if (models.Length == 0)
        {
            throw new WorkbenchException("Gold against learned needs the scores of at least one model.");
        }

        return Canvas.Figure(
            "Gold score against learned reward",
            "Each mark is a response. A learned reward that is high where gold is low has been gamed.",
            420,
            models.Select(Cloud).ToArray(),
            Axes.Numbers("Learned reward"),
            [Axes.Numbers("Gold score")],
            Canvas.ClosestPoint,
            models.Length > 1);
    }

    private static GenericChart Cloud(ScorePairs model, int index)
    {
        if (model.Learned.Count != model.Gold.Count)
        {
            throw new WorkbenchException($"The scores of '{model.Name}' are not in pairs: {model.Learned.Count} learned, {model.Gold.Count} gold.");
        }

        return Traces.Styled(
            Chart.Scatter<double, double, string>(
                model.Learned.ToArray(), model.Gold.ToArray(), StyleParam.Mode.Markers, Name: PlotText.Encode(model.Name), Opacity: 0.75,
                MarkerSymbol: Palette.Symbol(index), Marker: new Marker().With(("color", Palette.Of(index)), ("size", 7)), UseDefaults: false),
            hover: "learned %{x:.2f}, gold %{y:.2f}");
    }
}

/// <summary>Two scores of each response of a model.</summary>
/// <param name="Name">What the model is called.</param>
/// <param name="Learned">The learned reward of each response.</param>
/// <param name="Gold">The gold score of the same responses.</param>
public sealed record ScorePairs(string Name, IReadOnlyList<double> Learned, IReadOnlyList<double> Gold);
