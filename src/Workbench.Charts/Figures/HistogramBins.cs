using MathNet.Numerics.Statistics;

namespace Workbench.Charts;

/// <summary>Bins that several histograms share, so that their bars can be compared.</summary>
/// <param name="Start">Left end of the first bin.</param>
/// <param name="End">Right end of the last bin.</param>
/// <param name="Size">Width of a bin: 1, 2 or 5 times a power of ten.</param>
internal readonly record struct HistogramBins(double Start, double End, double Size)
{
    /// <summary>Bins by the rule of Freedman and Diaconis (1981), 2 IQR / n^(1/3), about 10 to 60 of them, rounded to a plain width.
    /// Where the largest value would fall on an edge, as the best of a bounded score does, the bins stand around the edges instead.</summary>
    /// <param name="values">All values, finite, at least one.</param>
    internal static HistogramBins For(IReadOnlyList<double> values)
    {
        double low = values.Min(), high = values.Max(), spread = high - low;
        if (spread == 0)
        {
            double width = low == 0 ? 1 : Plain(Math.Abs(low) / 10);
            return new HistogramBins(low - width / 2, low + width / 2, width);
        }

        double rule = 2 * values.InterquartileRange() / Math.Cbrt(values.Count);
        double size = Plain(Math.Clamp(rule > 0 ? rule : spread / 20, spread / 60, spread / 10));
        double start = Math.Floor(low / size) * size;
        if (Math.Abs(Math.IEEERemainder(high, size)) < 1e-9 * size)
        {
            start -= size / 2;
        }

        double bins = Math.Floor((high - start) / size) + 1;
        return new HistogramBins(start, start + bins * size, size);
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below the width.</summary>
    private static double Plain(double width)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        double digit = width / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }
}
