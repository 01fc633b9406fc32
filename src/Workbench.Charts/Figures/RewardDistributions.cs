using MathNet.Numerics.Statistics;
using Plotly.NET;
using Plotly.NET.TraceObjects;
using Chart = Plotly.NET.CSharp.Chart;

namespace Workbench.Charts;

public static partial class Figures
{
    /// <summary>Rewards before and after training, as violins over histograms on one axis.</summary>
    /// <param name="before">Rewards of the responses of the model before training.</param>
    /// <param name="after">Rewards after training, of responses to the same prompts.</param>
    /// <param name="reward">What the reward is called, with its unit.</param>
    /// <exception cref="WorkbenchException">A sample has no finite value.</exception>
    public static Figure RewardDistributions(IReadOnlyList<double> before, IReadOnlyList<double> after, string reward = "Reward") =>
        RewardDistributions(reward, new Sample("before", before), new Sample("after", after));

    /// <summary>Distributions of a reward for any number of models, as violins over histograms on one axis.</summary>
    /// <param name="reward">What the reward is called, with its unit.</param>
    /// <param name="samples">One sample for each model.</param>
    /// <exception cref="WorkbenchException">There is no sample, or one has no finite value.</exception>
    public static Figure RewardDistributions(string reward, params Sample[] samples)
    {
        if (samples.Length == 0)
        {
            throw new WorkbenchException("Reward distributions need at least one sample.");
        }

        var values = samples.Select(Finite).ToArray();
        var bins = HistogramBins.For(values.SelectMany(one => one).ToArray());
        var traces = new List<GenericChart>();
        for (int i = 0; i < samples.Length; i++)
        {
            traces.Add(Histogram(samples[i].Name, values[i], bins, i));
            traces.Add(Violin(samples[i].Name, values[i], i));
        }

        const int barsHeight = 190;
        int height = barsHeight + 90 + 66 * samples.Length;
        double split = (double)barsHeight / (height - 90);
        int missing = samples.Sum(one => one.Values.Count) - values.Sum(one => one.Length);
        return Canvas.Figure(
            "Reward distributions",
            Describe(samples, values, missing),
            height,
            traces,
            Axes.Numbers(PlotText.Encode(reward)),
            [
                Axes.Numbers("Share of responses (%)", toZero: true, part: (0, split - 0.06)),
                Axes.Names(samples.Select(one => PlotText.Encode(one.Name)).ToArray(), reversed: true, part: (split, 1)),
            ],
            Canvas.ClosestPoint,
            legend: false);
    }

    private static GenericChart Histogram(string name, double[] values, HistogramBins bins, int index) => Traces.Styled(
        Chart.Histogram<double, double, string>(
            X: values, Name: PlotText.Encode(name), HistNorm: StyleParam.HistNorm.Percent, XBins: new Bins().With(("start", bins.Start), ("end", bins.End), ("size", bins.Size)),
            MarkerColor: Palette.Of(index, 0.35), MarkerOutline: new Line().With(("color", Palette.Of(index)), ("width", 1)), UseDefaults: false),
        group: PlotText.Encode(name),
        hover: "%{x}: %{y:.1f} %");

    private static GenericChart Violin(string name, double[] values, int index) => Traces.Styled(
        Chart.Violin<double, double, string>(
            X: values, Y: Enumerable.Repeat((double)index, values.Length).ToArray(), Name: PlotText.Encode(name), ShowLegend: false,
            Orientation: StyleParam.Orientation.Horizontal, FillColor: Palette.Of(index, 0.3), OutlineColor: Palette.Of(index), OutlineWidth: 1.5,
            MarkerColor: Palette.Of(index, 0.6), ShowBox: true, MeanLine: new MeanLine().With(("visible", true)),
            Points: values.Length <= 40 ? StyleParam.BoxPoints.All : StyleParam.BoxPoints.False, Jitter: 0.4, PointPos: 0.0,
            SpanMode: StyleParam.SpanMode.Hard, UseDefaults: false),
        group: PlotText.Encode(name),
        yAxis: 2);

    private static double[] Finite(Sample sample)
    {
        var finite = sample.Values.Where(double.IsFinite).ToArray();
        return finite.Length > 0 ? finite : throw new WorkbenchException($"The sample '{sample.Name}' has no finite value to draw.");
    }

    private static string Describe(Sample[] samples, double[][] values, int missing)
    {
        var parts = samples.Select((one, i) => FormattableString.Invariant($"{one.Name}: mean {values[i].Mean():0.00}, n = {values[i].Length}"));
        string left = missing > 0 ? $" {missing} values that are not finite are left out." : "";
        return $"{string.Join("; ", parts)}. The box holds the middle half, the dashed line is the mean.{left}";
    }
}
