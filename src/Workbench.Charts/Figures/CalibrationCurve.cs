using Plotly.NET;
using Plotly.NET.TraceObjects;
using Workbench.Evaluation.Statistics;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>Whether probabilities mean what they say: of the pairs that a reward model gives 80 %, raters should agree with 80 %.</summary>
    /// <param name="bins">The bins, with predictions from 0 to 1.</param>
    /// <exception cref="WorkbenchException">There is no bin, or a number lies outside its range.</exception>
    public static Figure CalibrationCurve(params CalibrationBin[] bins)
    {
        if (bins.Length == 0)
        {
            throw new WorkbenchException("A calibration curve needs at least one bin.");
        }

        foreach (var bin in bins)
        {
            bin.Check();
        }

        var ordered = bins.OrderBy(bin => bin.Predicted).ToArray();
        var observed = ordered.Select(bin => bin.Observed).ToArray();
        var intervals = ordered.Select(bin => ProportionInterval.Wilson(bin.Observed * bin.Count, bin.Count)).ToArray();
        double most = ordered.Max(bin => bin.Count);
        double from = ordered[0].Predicted >= 0.5 ? 0.5 : 0, bottom = Math.Min(from, Math.Floor(intervals.Min(one => one.Low) * 10) / 10);
        var curve = Traces.Styled(
            Chart.Scatter<double, double, string>(
                ordered.Select(bin => bin.Predicted).ToArray(), observed, StyleParam.Mode.Lines_Markers, Name: "observed (95% interval)",
                LineColor: Palette.Of(0), LineWidth: 2.0, MultiText: ordered.Select(bin => $"{bin.Count:N0} pairs").ToArray(),
                Marker: new Marker().With(("color", Palette.Of(0)), ("size", ordered.Select(bin => (int)(7 + 9 * Math.Sqrt(bin.Count / most))).ToArray())), UseDefaults: false),
            hover: "predicted %{x:.2f}, observed %{y:.2f}, %{text}<extra></extra>",
            yError: Traces.Between(observed, intervals.Select(one => one.Low).ToArray(), intervals.Select(one => one.High).ToArray(), Palette.Of(0, 0.6)));
        return Canvas.Figure(
            "Calibration",
            "On the dotted line, the predicted share is the observed one. Larger marks hold more pairs.",
            420,
            [Curves.Reference("perfect", [from, 1], [from, 1]), curve],
            Axes.Numbers("Predicted probability", (from - 0.03, 1.03)),
            [Axes.Numbers("Observed share", (bottom - 0.03, 1.03))],
            Canvas.ClosestPoint);
    }
}
