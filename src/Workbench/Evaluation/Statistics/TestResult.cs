namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of a test.</summary>
/// <param name="Statistic">The test statistic, as the test's own page defines it.</param>
/// <param name="PValue">How often chance alone gives a statistic at least this extreme, in [0, 1]; NaN where it is undefined.</param>
public readonly record struct TestResult(double Statistic, double PValue)
{
    internal static readonly TestResult Undefined = new(double.NaN, double.NaN);
}
