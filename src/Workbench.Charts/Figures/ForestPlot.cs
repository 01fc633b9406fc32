using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>Differences with their intervals, one below the other, against the line of no difference.</summary>
    /// <param name="xTitle">What the differences are, with their unit and direction, as "after minus before (reward)".</param>
    /// <param name="effects">The differences.</param>
    /// <exception cref="WorkbenchException">There is no effect, or an estimate lies outside its interval.</exception>
    public static Figure ForestPlot(string xTitle, params Effect[] effects)
    {
        if (effects.Length == 0)
        {
            throw new WorkbenchException("A forest plot needs at least one effect.");
        }

        foreach (var effect in effects)
        {
            effect.Check();
        }

        var clear = effects.Select((effect, row) => (effect, row)).Where(one => one.effect.IsClear).ToArray();
        var unclear = effects.Select((effect, row) => (effect, row)).Where(one => !one.effect.IsClear).ToArray();
        var traces = new[] { Rows("interval without zero", clear, Palette.Of(0), filled: true), Rows("interval with zero", unclear, Palette.Reference, filled: false) };
        double low = Math.Min(0, effects.Min(effect => effect.Low)), high = Math.Max(0, effects.Max(effect => effect.High)), pad = 0.06 * (high - low);
        return Canvas.Figure(
            "Differences",
            "The mark is the estimate, the bar its interval. An interval that holds zero leaves the direction open.",
            110 + 56 * effects.Length,
            traces.OfType<GenericChart>().ToArray(),
            Axes.Numbers(PlotText.Encode(xTitle), (low - pad, high + pad)),
            [Axes.Names(effects.Select(effect => $"{PlotText.Encode(effect.Name)}<br>{effect.Text}").ToArray(), reversed: true)],
            Canvas.ClosestPoint);
    }

    private static GenericChart? Rows(string name, (Effect Effect, int Row)[] rows, Color color, bool filled)
    {
        if (rows.Length == 0)
        {
            return null;
        }

        var estimates = rows.Select(one => one.Effect.Estimate).ToArray();
        return Traces.Styled(
            Chart.Scatter<double, double, string>(
                estimates, rows.Select(one => (double)one.Row).ToArray(), StyleParam.Mode.Markers, Name: name,
                MultiText: rows.Select(one => $"{PlotText.Encode(one.Effect.Name)}: {one.Effect.Text}").ToArray(),
                Marker: new Marker().With(("color", color), ("size", 11), ("symbol", filled ? "square" : "diamond")), UseDefaults: false),
            hover: "%{text}<extra></extra>",
            xError: Traces.Between(estimates, rows.Select(one => one.Effect.Low).ToArray(), rows.Select(one => one.Effect.High).ToArray(), color));
    }
}
