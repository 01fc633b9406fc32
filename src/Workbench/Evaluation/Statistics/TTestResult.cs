namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of a t test.</summary>
/// <param name="Statistic">t = (estimate - null value) / standard error.</param>
/// <param name="PValue">How often chance alone gives a t at least this extreme.</param>
/// <param name="DegreesOfFreedom">Of the t distribution; not whole for Welch's test.</param>
/// <param name="Estimate">The mean, or the difference of means (x minus y).</param>
/// <param name="StandardError">Standard error of the estimate.</param>
/// <param name="Alternative">What was asked.</param>
public readonly record struct TTestResult(
    double Statistic, double PValue, double DegreesOfFreedom, double Estimate, double StandardError, Alternative Alternative)
{
    /// <summary>The values that the estimate's true value may have; open on the side that a one-sided test does not look at.</summary>
    /// <param name="level">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level lies outside (0, 1).</exception>
    public ConfidenceInterval Interval(double level = 0.95)
    {
        ConfidenceInterval.CheckLevel(level);
        var df = DegreesOfFreedom;
        var (low, high) = Alternative switch
        {
            Alternative.Less => (double.NegativeInfinity, StudentT.UpperQuantile(1 - level, df)),
            Alternative.Greater => (-StudentT.UpperQuantile(1 - level, df), double.PositiveInfinity),
            _ => (-StudentT.UpperQuantile((1 - level) / 2, df), StudentT.UpperQuantile((1 - level) / 2, df)),
        };
        return new ConfidenceInterval(Estimate + low * StandardError, Estimate + high * StandardError, level);
    }

    internal static TTestResult Undefined(Alternative alternative) =>
        new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, alternative);

    internal static TTestResult Of(double estimate, double nullValue, double standardError, double degreesOfFreedom, Alternative alternative)
    {
        var t = (estimate - nullValue) / standardError;
        return new(t, StudentT.PValue(t, degreesOfFreedom, alternative), degreesOfFreedom, estimate, standardError, alternative);
    }
}
