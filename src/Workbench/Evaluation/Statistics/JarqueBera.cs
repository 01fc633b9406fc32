namespace Workbench.Evaluation.Statistics;

/// <summary>The test of Jarque and Bera (1980): do skewness and kurtosis fit a normal distribution? For large samples.</summary>
public static class JarqueBera
{
    /// <summary>n / 6 (skewness^2 + excess kurtosis^2 / 4), chi-squared with two degrees of freedom.</summary>
    /// <param name="sample">The values; NaN for constant ones.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    public static TestResult Test(IReadOnlyList<double> sample, NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (Sample.One(sample, nanPolicy) is not { Length: > 0 } values)
        {
            return TestResult.Undefined;
        }

        double skewness = Descriptive.Skewness(values), kurtosis = Descriptive.ExcessKurtosis(values);
        var statistic = values.Length / 6.0 * (skewness * skewness + kurtosis * kurtosis / 4);
        return new(statistic, ChiSquaredDistribution.UpperTail(statistic, 2));
    }
}
