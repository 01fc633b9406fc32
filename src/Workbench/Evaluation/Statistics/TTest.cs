namespace Workbench.Evaluation.Statistics;

/// <summary>
/// Student's t tests (Student 1908; Welch 1947): is a mean, a mean difference of pairs, or a difference of two means zero?
/// </summary>
public static class TTest
{
    /// <summary>Tests the mean of one sample against a fixed value: t = (mean - <paramref name="mean"/>) / (sd / sqrt n), df = n - 1.</summary>
    /// <param name="sample">The values; the result is NaN below two of them.</param>
    /// <param name="mean">The mean when there is no effect.</param>
    /// <param name="alternative">What is asked about the sample's mean against <paramref name="mean"/>.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    public static TTestResult OneSample(
        IReadOnlyList<double> sample,
        double mean = 0,
        Alternative alternative = Alternative.TwoSided,
        NanPolicy nanPolicy = NanPolicy.Propagate) =>
        Sample.One(sample, nanPolicy) is { Length: > 0 } values ? OfSample(values, mean, alternative) : TTestResult.Undefined(alternative);

    /// <summary>Tests the mean of the differences x - y of pairs against zero.</summary>
    /// <param name="x">The first value of each pair.</param>
    /// <param name="y">The second value of each pair, as many as <paramref name="x"/> (or a single one for all).</param>
    /// <param name="alternative">What is asked about x against y.</param>
    /// <param name="nanPolicy">What to do with NaN; omitting leaves out the pair.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static TTestResult Paired(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        Alternative alternative = Alternative.TwoSided,
        NanPolicy nanPolicy = NanPolicy.Propagate) =>
        Sample.Pairs(x, y, nanPolicy) is ({ Length: > 0 } a, var b)
            ? OfSample(Differences(a, b), 0, alternative)
            : TTestResult.Undefined(alternative);

    /// <summary>
    /// Tests the difference of the means of two independent samples. Welch's test (default) allows for different variances;
    /// Student's pools them.
    /// </summary>
    /// <param name="x">The first sample.</param>
    /// <param name="y">The second sample.</param>
    /// <param name="equalVariances">True for Student's test with the pooled variance and n1 + n2 - 2 degrees of freedom.</param>
    /// <param name="alternative">What is asked about x against y.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    public static TTestResult Independent(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        bool equalVariances = false,
        Alternative alternative = Alternative.TwoSided,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (Sample.Two(x, y, nanPolicy) is not ({ Length: > 0 } a, { Length: > 0 } b))
        {
            return TTestResult.Undefined(alternative);
        }

        var (degreesOfFreedom, standardError) = Spread(a, b, equalVariances);
        return TTestResult.Of(Descriptive.Mean(a) - Descriptive.Mean(b), 0, standardError, degreesOfFreedom, alternative);
    }

    internal static double[] Differences(double[] x, double[] y)
    {
        var differences = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            differences[i] = x[i] - y[i];
        }

        return differences;
    }

    /// <summary>Degrees of freedom and standard error of the difference of two means.</summary>
    internal static (double DegreesOfFreedom, double StandardError) Spread(double[] x, double[] y, bool equalVariances)
    {
        double n1 = x.Length, n2 = y.Length;
        double v1 = Descriptive.Variance(x), v2 = Descriptive.Variance(y);
        if (equalVariances)
        {
            var df = n1 + n2 - 2;
            var pooled = ((n1 > 1 ? (n1 - 1) * v1 : 0) + (n2 > 1 ? (n2 - 1) * v2 : 0)) / df;
            return (df, Math.Sqrt(pooled * (1 / n1 + 1 / n2)));
        }

        double e1 = v1 / n1, e2 = v2 / n2;
        var welch = (e1 + e2) * (e1 + e2) / (e1 * e1 / (n1 - 1) + e2 * e2 / (n2 - 1));
        return (double.IsNaN(welch) ? 1 : welch, Math.Sqrt(e1 + e2));
    }

    private static TTestResult OfSample(double[] values, double mean, Alternative alternative) =>
        TTestResult.Of(Descriptive.Mean(values), mean, Descriptive.StandardError(values), values.Length - 1, alternative);
}
