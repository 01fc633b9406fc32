namespace Workbench.Evaluation.Statistics;

/// <summary>How an interval is read off a bootstrap distribution.</summary>
public enum BootstrapMethod
{
    /// <summary>Bias-corrected and accelerated (Efron 1987): second-order accurate, the default.</summary>
    BCa,

    /// <summary>Quantiles of the distribution.</summary>
    Percentile,

    /// <summary>Quantiles mirrored at the observed value (Davison and Hinkley 1997, sec. 2.4).</summary>
    Basic,
}

/// <summary>
/// The bootstrap (Efron 1979): how a statistic would vary over samples like the observed one, found by drawing from the observed one
/// with replacement.
/// </summary>
public sealed class Bootstrap
{
    private readonly double[] sorted;
    private readonly Lazy<double> acceleration;

    private Bootstrap(double observed, double[] statistics, Func<double> acceleration)
    {
        Observed = observed;
        Statistics = statistics;
        sorted = Descriptive.Sorted(statistics);
        this.acceleration = new Lazy<double>(acceleration);
    }

    /// <summary>The statistic of the observed sample.</summary>
    public double Observed { get; }

    /// <summary>The statistic of each resample, in the order of drawing.</summary>
    public IReadOnlyList<double> Statistics { get; }

    /// <summary>Standard deviation of <see cref="Statistics"/>.</summary>
    public double StandardError => Descriptive.StandardDeviation(Statistics);

    /// <summary>The acceleration of BCa from the jackknife (Efron and Tibshirani 1993, eq. 14.15); NaN where leaving out any one value changes nothing.</summary>
    public double Acceleration => acceleration.Value;

    /// <summary>Resamples one sample.</summary>
    /// <param name="sample">At least two finite values.</param>
    /// <param name="statistic">What to compute; it may not keep or change the array that it is given.</param>
    /// <param name="resamples">How many, 10,000 for an interval that goes into a report.</param>
    /// <param name="random">The source of the draws; the same seed gives the same interval.</param>
    /// <exception cref="ArgumentException">Too few values or resamples, or a value that is not finite.</exception>
    public static Bootstrap OfSample(
        IReadOnlyList<double> sample, Func<double[], double> statistic, int resamples, SeededRandom random)
    {
        var values = Check(sample, nameof(sample));
        return Draw(resamples, random, [values], false, data => statistic(data[0]));
    }

    /// <summary>Resamples pairs: a pair is drawn as a whole.</summary>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair.</param>
    /// <param name="statistic">What to compute from the xs and the ys.</param>
    /// <param name="resamples">How many.</param>
    /// <param name="random">The source of the draws.</param>
    /// <exception cref="ArgumentException">The lengths differ, too few values or resamples, or a value that is not finite.</exception>
    public static Bootstrap OfPairs(
        IReadOnlyList<double> x, IReadOnlyList<double> y, Func<double[], double[], double> statistic, int resamples, SeededRandom random)
    {
        var (a, b) = (Check(x, nameof(x)), Check(y, nameof(y)));
        Sample.SameLength(a, b);
        return Draw(resamples, random, [a, b], true, data => statistic(data[0], data[1]));
    }

    /// <summary>Resamples two independent samples, each by itself.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <param name="statistic">What to compute from the xs and the ys.</param>
    /// <param name="resamples">How many.</param>
    /// <param name="random">The source of the draws.</param>
    /// <exception cref="ArgumentException">Too few values or resamples, or a value that is not finite.</exception>
    public static Bootstrap OfTwoSamples(
        IReadOnlyList<double> x, IReadOnlyList<double> y, Func<double[], double[], double> statistic, int resamples, SeededRandom random) =>
        Draw(resamples, random, [Check(x, nameof(x)), Check(y, nameof(y))], false, data => statistic(data[0], data[1]));

    /// <summary>An interval for the statistic's true value.</summary>
    /// <param name="level">In (0, 1).</param>
    /// <param name="method">How it is read off the distribution.</param>
    /// <param name="alternative">Less or greater leaves the lower or the upper end open.</param>
    /// <returns>NaN ends where BCa is undefined: every resample on one side of the observed value, or a constant sample.</returns>
    public ConfidenceInterval Interval(
        double level = 0.95, BootstrapMethod method = BootstrapMethod.BCa, Alternative alternative = Alternative.TwoSided)
    {
        ConfidenceInterval.CheckLevel(level);
        var tail = alternative == Alternative.TwoSided ? (1 - level) / 2 : 1 - level;
        var (first, last) = method == BootstrapMethod.BCa ? Shifted(tail) : (tail, 1 - tail);
        var (low, high) = double.IsNaN(first) || double.IsNaN(last)
            ? (double.NaN, double.NaN)
            : (Descriptive.QuantileOfSorted(sorted, first), Descriptive.QuantileOfSorted(sorted, last));
        if (method == BootstrapMethod.Basic)
        {
            (low, high) = (2 * Observed - high, 2 * Observed - low);
        }

        return new ConfidenceInterval(
            alternative == Alternative.Less ? double.NegativeInfinity : low,
            alternative == Alternative.Greater ? double.PositiveInfinity : high,
            level);
    }

    /// <summary>The two tail shares that BCa takes in place of <paramref name="tail"/> and 1 - tail (Efron and Tibshirani 1993, eq. 14.10).</summary>
    internal (double Low, double High) Shifted(double tail)
    {
        var below = (Statistics.Count(s => s < Observed) + Statistics.Count(s => s <= Observed)) / (2.0 * Statistics.Count);
        var bias = NormalDistribution.Quantile(below);
        var z = NormalDistribution.Quantile(tail);
        return (Share(bias + z), Share(bias - z));

        double Share(double shifted) => NormalDistribution.Cdf(bias + shifted / (1 - Acceleration * shifted));
    }

    /// <summary>The distribution that given draws make: one table of indices a sample, or one for all where pairs are drawn.</summary>
    internal static Bootstrap FromIndices(
        double[][] samples, bool paired, Func<double[][], double> statistic, IReadOnlyList<IReadOnlyList<int[]>> tables)
    {
        var statistics = new double[tables[0].Count];
        for (var b = 0; b < statistics.Length; b++)
        {
            statistics[b] = statistic([.. samples.Select((s, i) => Array.ConvertAll(tables[paired ? 0 : i][b], index => s[index]))]);
        }

        return new Bootstrap(statistic(samples), statistics, () => Accelerate(samples, paired, statistic));
    }

    private static Bootstrap Draw(
        int resamples, SeededRandom random, double[][] samples, bool paired, Func<double[][], double> statistic)
    {
        if (resamples < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(resamples), resamples, "A bootstrap needs at least two resamples; 10000 is usual.");
        }

        ArgumentNullException.ThrowIfNull(random);
        var drawn = Array.ConvertAll(samples, s => new double[s.Length]);
        var statistics = new double[resamples];
        for (var b = 0; b < resamples; b++)
        {
            for (var s = 0; s < samples.Length; s++)
            {
                for (var i = 0; i < samples[s].Length; i++)
                {
                    var index = random.NextInt(samples[s].Length);
                    drawn[s][i] = samples[s][index];
                    if (paired)
                    {
                        drawn[1][i] = samples[1][index];
                    }
                }

                if (paired)
                {
                    break;
                }
            }

            statistics[b] = statistic(drawn);
        }

        return new Bootstrap(statistic(samples), statistics, () => Accelerate(samples, paired, statistic));
    }

    private static double Accelerate(double[][] samples, bool paired, Func<double[][], double> statistic)
    {
        double cubes = 0, squares = 0;
        for (var s = 0; s < (paired ? 1 : samples.Length); s++)
        {
            var n = samples[s].Length;
            var leftOut = new double[n];
            for (var i = 0; i < n; i++)
            {
                leftOut[i] = statistic([.. samples.Select((values, k) => paired || k == s ? Without(values, i) : values)]);
            }

            var mean = leftOut.All(value => value == leftOut[0]) ? leftOut[0] : Descriptive.Mean(leftOut); // no influence out of rounding
            var influence = Array.ConvertAll(leftOut, value => (n - 1) * (mean - value));
            cubes += Descriptive.Sum(Array.ConvertAll(influence, u => u * u * u)) / ((double)n * n * n);
            squares += Descriptive.Sum(Array.ConvertAll(influence, u => u * u)) / ((double)n * n);
        }

        return cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static double[] Without(double[] values, int index) => [.. values[..index], .. values[(index + 1)..]];

    private static double[] Check(IReadOnlyList<double> sample, string name)
    {
        var values = Sample.Array(sample, name);
        if (values.Length < 2)
        {
            throw new ArgumentException($"A bootstrap needs at least two values; found {values.Length}.", name);
        }

        var broken = Array.FindIndex(values, value => !double.IsFinite(value));
        return broken < 0 ? values : throw new ArgumentException($"The value at index {broken} is {values[broken]}; a bootstrap needs finite values.", name);
    }
}
