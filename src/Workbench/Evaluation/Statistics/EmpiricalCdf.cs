namespace Workbench.Evaluation.Statistics;

/// <summary>The empirical distribution function: which share of the sample is at most so large.</summary>
public sealed class EmpiricalCdf
{
    private readonly double[] sorted;

    /// <summary>Creates the function of a sample.</summary>
    /// <param name="sample">Finite values; none gives a function without steps.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public EmpiricalCdf(IReadOnlyList<double> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        sorted = Descriptive.Sorted(sample);
        var broken = Array.FindIndex(sorted, value => !double.IsFinite(value));
        if (broken >= 0)
        {
            throw new ArgumentException($"The sample holds {sorted[broken]}; an empirical distribution needs finite values.", nameof(sample));
        }

        Quantiles = [.. sorted.Distinct()];
        Probabilities = [.. Quantiles.Select(At)];
    }

    /// <summary>The different values, ascending: where the function steps.</summary>
    public IReadOnlyList<double> Quantiles { get; }

    /// <summary>The value of the function at each step; the last is 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The share of values &lt;= <paramref name="value"/>; NaN for an empty sample.</summary>
    /// <param name="value">Where to read the function.</param>
    public double At(double value) => (double)CountAtMost(sorted, value) / sorted.Length;

    /// <summary>The share of values > <paramref name="value"/>.</summary>
    /// <param name="value">Where to read the function.</param>
    public double UpperTail(double value) => 1 - At(value);

    /// <summary>How many of the ascending values are at most <paramref name="limit"/>.</summary>
    internal static int CountAtMost(double[] sorted, double limit)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= limit)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
