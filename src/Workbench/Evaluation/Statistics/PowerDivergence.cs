namespace Workbench.Evaluation.Statistics;

/// <summary>The family of goodness-of-fit statistics of Cressie and Read (1984).</summary>
public static class PowerDivergence
{
    /// <summary>Pearson's chi-squared, sum (O - E)^2 / E.</summary>
    public const double Pearson = 1;

    /// <summary>The likelihood ratio G = 2 sum O ln(O / E).</summary>
    public const double LogLikelihood = 0;

    /// <summary>4 sum (sqrt O - sqrt E)^2.</summary>
    public const double FreemanTukey = -0.5;

    /// <summary>2 sum E ln(E / O).</summary>
    public const double ModifiedLogLikelihood = -1;

    /// <summary>sum (O - E)^2 / O.</summary>
    public const double Neyman = -2;

    /// <summary>The member that Cressie and Read recommend.</summary>
    public const double CressieRead = 2.0 / 3;

    /// <summary>2 / (lambda (lambda + 1)) sum O ((O / E)^lambda - 1), with its limits at 0 and -1.</summary>
    /// <param name="observed">Counts.</param>
    /// <param name="expected">Expected counts, above zero, as many.</param>
    /// <param name="lambda">Which member of the family.</param>
    public static double Statistic(IReadOnlyList<double> observed, IReadOnlyList<double> expected, double lambda = Pearson)
    {
        var terms = new double[observed.Count];
        for (var i = 0; i < terms.Length; i++)
        {
            double o = observed[i], e = expected[i];
            terms[i] = lambda switch
            {
                Pearson => (o - e) * (o - e) / e,
                LogLikelihood => o == 0 ? 0 : 2 * o * Math.Log(o / e),
                ModifiedLogLikelihood => 2 * e * Math.Log(e / o),
                _ => 2 / (lambda * (lambda + 1)) * o * (Math.Pow(o / e, lambda) - 1),
            };
        }

        return Descriptive.Sum(terms);
    }

    /// <summary>Do counts fit expected ones? Chi-squared with k - 1 degrees of freedom.</summary>
    /// <param name="observed">At least two counts.</param>
    /// <param name="expected">Expected counts with the same sum; null expects all to be equal.</param>
    /// <param name="lambda">Which member of the family.</param>
    /// <exception cref="ArgumentException">Too few counts, a negative one, other lengths, or sums that differ.</exception>
    public static TestResult GoodnessOfFit(IReadOnlyList<double> observed, IReadOnlyList<double>? expected = null, double lambda = Pearson)
    {
        if (observed.Count < 2 || observed.Any(o => !(o >= 0)))
        {
            throw new ArgumentException("A goodness-of-fit test needs at least two counts, none negative.", nameof(observed));
        }

        var sum = Descriptive.Sum(observed);
        expected ??= [.. Enumerable.Repeat(sum / observed.Count, observed.Count)];
        if (expected.Count != observed.Count || Math.Abs(Descriptive.Sum(expected) - sum) > 1e-8 * sum)
        {
            throw new ArgumentException(
                $"Expected counts must be as many as the observed ones and have the same sum; found {expected.Count} with the sum {Descriptive.Sum(expected)} for {observed.Count} with the sum {sum}.",
                nameof(expected));
        }

        var statistic = Statistic(observed, expected, lambda);
        return new(statistic, ChiSquaredDistribution.UpperTail(statistic, observed.Count - 1));
    }
}
