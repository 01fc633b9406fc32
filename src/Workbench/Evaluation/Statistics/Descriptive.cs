namespace Workbench.Evaluation.Statistics;

/// <summary>
/// Mean, spread, quantiles and shape of one sample. NaN in gives NaN out (<see cref="Sum"/> compensates rounding);
/// an empty sample gives NaN, except for quantiles, which refuse it.
/// </summary>
public static class Descriptive
{
    /// <summary>Sum with Neumaier's compensation (1974): the error does not grow with the number of values.</summary>
    public static double Sum(IReadOnlyList<double> sample)
    {
        double sum = 0, lost = 0, plain = 0;
        for (var i = 0; i < sample.Count; i++)
        {
            var value = sample[i];
            plain += value;
            var next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return double.IsFinite(plain) ? sum + lost : plain;
    }

    /// <summary>Arithmetic mean.</summary>
    public static double Mean(IReadOnlyList<double> sample) => Sum(sample) / sample.Count;

    /// <summary>Arithmetic mean of the values that are numbers; NaN where there is none.</summary>
    public static double NanMean(IReadOnlyList<double> sample) => Mean(Numbers(sample));

    /// <summary>
    /// Mean squared distance from the mean: sum (x - mean)^2 / (n - <paramref name="ddof"/>). NaN for n &lt;= <paramref name="ddof"/>.
    /// </summary>
    /// <param name="sample">The values.</param>
    /// <param name="ddof">1 estimates the population's variance without bias; 0 gives the sample's own.</param>
    public static double Variance(IReadOnlyList<double> sample, int ddof = 1)
    {
        if (sample.Count <= ddof)
        {
            return double.NaN;
        }

        return CentralMoment(sample, 2) * sample.Count / (sample.Count - ddof);
    }

    /// <summary>Square root of <see cref="Variance"/>.</summary>
    /// <param name="sample">The values.</param>
    /// <param name="ddof">1 (default) or 0; see <see cref="Variance"/>.</param>
    public static double StandardDeviation(IReadOnlyList<double> sample, int ddof = 1) => Math.Sqrt(Variance(sample, ddof));

    /// <summary>Standard error of the mean: standard deviation / sqrt(n).</summary>
    public static double StandardError(IReadOnlyList<double> sample) => StandardDeviation(sample) / Math.Sqrt(sample.Count);

    /// <summary>The middle value; the mean of the two middle ones for an even count.</summary>
    public static double Median(IReadOnlyList<double> sample)
    {
        if (sample.Count == 0 || HasNan(sample))
        {
            return double.NaN;
        }

        var sorted = Sorted(sample);
        var half = sorted.Length / 2;
        if (sorted.Length % 2 == 1 || sorted[half - 1] == sorted[half])
        {
            return sorted[half];
        }

        var sum = sorted[half - 1] + sorted[half];
        return double.IsInfinity(sum) ? sorted[half - 1] / 2 + sorted[half] / 2 : sum / 2;
    }

    /// <summary>Median of the values that are numbers; NaN where there is none.</summary>
    public static double NanMedian(IReadOnlyList<double> sample) => Median(Numbers(sample));

    /// <summary>
    /// The value below which a share <paramref name="probability"/> of the sample lies, with linear interpolation between neighbours
    /// (type 7 of Hyndman and Fan 1996).
    /// </summary>
    /// <param name="sample">At least one value.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentException">The sample is empty or the probability lies outside [0, 1].</exception>
    public static double Quantile(IReadOnlyList<double> sample, double probability)
    {
        if (sample.Count == 0)
        {
            throw new ArgumentException("A quantile needs at least one value; the sample is empty.", nameof(sample));
        }

        return HasNan(sample) ? double.NaN : QuantileOfSorted(Sorted(sample), probability);
    }

    /// <summary>Distance between the upper and the lower quartile; see <see cref="Quantile"/>.</summary>
    public static double InterquartileRange(IReadOnlyList<double> sample) => Quantile(sample, 0.75) - Quantile(sample, 0.25);

    /// <summary>
    /// Median absolute deviation from the median. With <paramref name="normal"/> divided by 0.6745 (the upper quartile of the
    /// standard normal), so that it estimates the standard deviation of normal data.
    /// </summary>
    public static double MedianAbsoluteDeviation(IReadOnlyList<double> sample, bool normal = false)
    {
        var median = Median(sample);
        var deviation = Median([.. sample.Select(value => Math.Abs(value - median))]);
        return normal ? deviation / NormalDistribution.Quantile(0.75) : deviation;
    }

    /// <summary>
    /// Third standardised moment m3 / m2^1.5; 0 for symmetric data, NaN for constant data.
    /// With <paramref name="unbiased"/> times sqrt(n (n - 1)) / (n - 2) (G1 of Joanes and Gill 1998) where n > 2.
    /// </summary>
    public static double Skewness(IReadOnlyList<double> sample, bool unbiased = false)
    {
        double n = sample.Count;
        var m2 = CentralMoment(sample, 2);
        if (IsConstant(sample, m2))
        {
            return double.NaN;
        }

        var skewness = CentralMoment(sample, 3) / Math.Pow(m2, 1.5);
        return unbiased && n > 2 ? skewness * Math.Sqrt((n - 1) * n) / (n - 2) : skewness;
    }

    /// <summary>
    /// Fourth standardised moment less three, m4 / m2^2 - 3; 0 for normal data, NaN for constant data.
    /// With <paramref name="unbiased"/> G2 of Joanes and Gill (1998) where n > 3.
    /// </summary>
    public static double ExcessKurtosis(IReadOnlyList<double> sample, bool unbiased = false)
    {
        double n = sample.Count;
        var m2 = CentralMoment(sample, 2);
        if (IsConstant(sample, m2))
        {
            return double.NaN;
        }

        var ratio = CentralMoment(sample, 4) / (m2 * m2);
        return unbiased && n > 3
            ? ((n * n - 1) * ratio - 3 * (n - 1) * (n - 1)) / ((n - 2) * (n - 3))
            : ratio - 3;
    }

    /// <summary>Mean after cutting off the share <paramref name="proportion"/> of the values, rounded down, at each end.</summary>
    /// <param name="sample">The values.</param>
    /// <param name="proportion">In [0, 0.5).</param>
    /// <exception cref="ArgumentException">The proportion lies outside [0, 0.5).</exception>
    public static double TrimmedMean(IReadOnlyList<double> sample, double proportion) =>
        sample.Count == 0 || HasNan(sample) ? double.NaN : Mean(Trimmed(sample, proportion));

    /// <summary>Mean of (x - mean)^order.</summary>
    internal static double CentralMoment(IReadOnlyList<double> sample, int order)
    {
        var mean = Mean(sample);
        var powers = new double[sample.Count];
        for (var i = 0; i < powers.Length; i++)
        {
            var centred = sample[i] - mean;
            powers[i] = order switch { 2 => centred * centred, 3 => centred * centred * centred, 4 => centred * centred * (centred * centred), _ => Math.Pow(centred, order) };
        }

        return Mean(powers);
    }

    internal static double[] Trimmed(IReadOnlyList<double> sample, double proportion)
    {
        if (!(proportion >= 0 && proportion < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(proportion), proportion, "The share cut off at each end lies in [0, 0.5).");
        }

        var cut = (int)(proportion * sample.Count);
        return Sorted(sample)[cut..(sample.Count - cut)];
    }

    internal static double QuantileOfSorted(IReadOnlyList<double> sorted, double probability)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        }

        var position = probability * (sorted.Count - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Count - 1);
        var share = position - below;
        double low = sorted[below], high = sorted[above];
        if (low == high || share == 0)
        {
            return low;
        }

        return share >= 0.5 ? high - (high - low) * (1 - share) : low + (high - low) * share;
    }

    internal static double[] Sorted(IReadOnlyList<double> sample)
    {
        double[] sorted = [.. sample];
        Array.Sort(sorted);
        return sorted;
    }

    private static double[] Numbers(IReadOnlyList<double> sample) => [.. sample.Where(value => !double.IsNaN(value))];

    private static bool HasNan(IReadOnlyList<double> sample) => sample.Any(double.IsNaN);

    // Spread below the rounding of the mean is noise.
    private static bool IsConstant(IReadOnlyList<double> sample, double m2)
    {
        var rounding = Math.ScaleB(1, -52) * Mean(sample);
        return !(m2 > rounding * rounding);
    }
}
