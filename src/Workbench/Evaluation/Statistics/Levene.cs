namespace Workbench.Evaluation.Statistics;

/// <summary>What distances are taken from in <see cref="Levene"/>'s test.</summary>
public enum LeveneCenter
{
    /// <summary>The median (Brown and Forsythe 1974): the default, for skewed data.</summary>
    Median,

    /// <summary>The mean (Levene 1960): for symmetric data without outliers.</summary>
    Mean,

    /// <summary>The trimmed mean: for symmetric data with outliers.</summary>
    Trimmed,
}

/// <summary>Levene's test: do groups have the same variance? An analysis of variance of the distances from each group's centre.</summary>
public static class Levene
{
    /// <summary>Tests two groups.</summary>
    /// <param name="x">The first group.</param>
    /// <param name="y">The second group.</param>
    /// <param name="center">What distances are taken from.</param>
    /// <param name="trim">Share cut off at each end for <see cref="LeveneCenter.Trimmed"/>, in [0, 0.5).</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    /// <returns>F with 1 and n1 + n2 - 2 degrees of freedom, and p; NaN where there is no spread at all.</returns>
    public static TestResult Test(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        LeveneCenter center = LeveneCenter.Median,
        double trim = 0.05,
        NanPolicy nanPolicy = NanPolicy.Propagate) => Test([x, y], center, trim, nanPolicy);

    /// <summary>Tests any number of groups.</summary>
    /// <param name="groups">At least two groups.</param>
    /// <param name="center">What distances are taken from.</param>
    /// <param name="trim">Share cut off at each end for <see cref="LeveneCenter.Trimmed"/>, in [0, 0.5).</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    public static TestResult Test(
        IReadOnlyList<IReadOnlyList<double>> groups,
        LeveneCenter center = LeveneCenter.Median,
        double trim = 0.05,
        NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (groups.Count < 2)
        {
            throw new ArgumentException($"Levene's test needs at least two groups; found {groups.Count}.", nameof(groups));
        }

        var distances = new double[groups.Count][];
        for (var g = 0; g < groups.Count; g++)
        {
            if (Sample.One(groups[g], nanPolicy, nameof(groups)) is not { Length: > 0 } values)
            {
                return TestResult.Undefined;
            }

            var middle = center switch
            {
                LeveneCenter.Mean => Descriptive.Mean(values),
                LeveneCenter.Median => Descriptive.Median(values),
                LeveneCenter.Trimmed => Descriptive.TrimmedMean(values, trim),
                _ => throw new ArgumentOutOfRangeException(nameof(center), center, "No such centre."),
            };
            distances[g] = Array.ConvertAll(values, value => Math.Abs(value - middle));
        }

        double total = distances.Sum(d => d.Length), between = distances.Length - 1, within = total - distances.Length;
        var means = Array.ConvertAll(distances, Descriptive.Mean);
        var grand = distances.Select((d, g) => d.Length * means[g]).Sum() / total;
        var explained = distances.Select((d, g) => d.Length * (means[g] - grand) * (means[g] - grand)).Sum();
        var unexplained = distances.Select((d, g) => Descriptive.Sum(Array.ConvertAll(d, z => (z - means[g]) * (z - means[g])))).Sum();
        var f = within * explained / (between * unexplained);
        return new(f, FDistribution.UpperTail(f, between, within));
    }
}
