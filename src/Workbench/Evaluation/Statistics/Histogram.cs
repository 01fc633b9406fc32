namespace Workbench.Evaluation.Statistics;

/// <summary>Rules for the number of bins of a histogram.</summary>
public enum BinRule
{
    /// <summary>The finer of <see cref="FreedmanDiaconis"/> and <see cref="Sturges"/>.</summary>
    Auto,

    /// <summary>Width 2 IQR n^(-1/3) (Freedman and Diaconis 1981): robust against outliers.</summary>
    FreedmanDiaconis,

    /// <summary>Width (24 sqrt pi / n)^(1/3) sd (Scott 1979): for normal data.</summary>
    Scott,

    /// <summary>log2 n + 1 bins (Sturges 1926): few.</summary>
    Sturges,

    /// <summary>Sturges' rule with a correction for skewness (Doane 1976).</summary>
    Doane,

    /// <summary>2 n^(1/3) bins (Rice University).</summary>
    Rice,

    /// <summary>sqrt n bins.</summary>
    SquareRoot,
}

/// <summary>A histogram with bins of equal width; the last bin holds its upper edge too.</summary>
public sealed class Histogram
{
    private Histogram(double[] edges, int[] counts)
    {
        Edges = edges;
        Counts = counts;
    }

    /// <summary>The edges of the bins, one more than there are bins.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>How many values each bin holds.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>A histogram whose number of bins follows from the data.</summary>
    /// <param name="sample">Finite values; none gives one empty bin from 0 to 1.</param>
    /// <param name="rule">How many bins.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Histogram Of(IReadOnlyList<double> sample, BinRule rule = BinRule.Auto)
    {
        var values = Finite(sample);
        var width = values.Length == 0 ? 0 : Width(values, rule);
        var bins = width > 0 ? Math.Ceiling((values.Max() - values.Min()) / width) : 1;
        return Of(values, (int)Math.Max(1, bins));
    }

    /// <summary>A histogram with a given number of bins over the range of the data (half a unit to each side of constant data).</summary>
    /// <param name="sample">Finite values; none gives empty bins from 0 to 1.</param>
    /// <param name="bins">At least 1.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the data are too large for bins of a width above zero.</exception>
    public static Histogram Of(IReadOnlyList<double> sample, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var values = Finite(sample);
        var (low, high) = values.Length == 0 ? (0, 1) : (values.Min(), values.Max());
        if (low == high)
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        var step = (high - low) / bins;
        var edges = new double[bins + 1];
        for (var i = 0; i < bins; i++)
        {
            edges[i] = low + i * step;
        }

        edges[bins] = high;
        for (var i = 0; i < bins; i++)
        {
            if (!(edges[i] < edges[i + 1]))
            {
                throw new ArgumentException($"{bins} bins between {low} and {high} have no width.", nameof(sample));
            }
        }

        var counts = new int[bins];
        foreach (var value in values)
        {
            var bin = Math.Min((int)((value - low) / (high - low) * bins), bins - 1);
            bin -= value < edges[bin] ? 1 : 0;
            bin += bin < bins - 1 && value >= edges[bin + 1] ? 1 : 0;
            counts[bin]++;
        }

        return new Histogram(edges, counts);
    }

    private static double Width(double[] values, BinRule rule)
    {
        double n = values.Length, range = values.Max() - values.Min();
        return rule switch
        {
            BinRule.SquareRoot => range / Math.Sqrt(n),
            BinRule.Sturges => range / (Math.Log2(n) + 1),
            BinRule.Rice => range / (2 * Math.Cbrt(n)),
            BinRule.Scott => Math.Cbrt(24 * Math.Sqrt(Math.PI) / n) * Descriptive.StandardDeviation(values, ddof: 0),
            BinRule.FreedmanDiaconis => 2 * Descriptive.InterquartileRange(values) / Math.Cbrt(n),
            BinRule.Doane => Doane(values, n, range),
            BinRule.Auto => Auto(values),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
        };
    }

    private static double Auto(double[] values)
    {
        double fine = Width(values, BinRule.FreedmanDiaconis), sturges = Width(values, BinRule.Sturges);
        return fine > 0 ? Math.Min(fine, sturges) : sturges;
    }

    private static double Doane(double[] values, double n, double range)
    {
        var spread = Descriptive.StandardDeviation(values, ddof: 0);
        if (n <= 2 || spread == 0)
        {
            return 0;
        }

        var error = Math.Sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
        var mean = Descriptive.Mean(values);
        var skewness = Descriptive.Mean(Array.ConvertAll(values, value => Math.Pow((value - mean) / spread, 3)));
        return range / (1 + Math.Log2(n) + Math.Log2(1 + Math.Abs(skewness) / error));
    }

    private static double[] Finite(IReadOnlyList<double> sample)
    {
        var values = Sample.Array(sample, nameof(sample));
        var broken = Array.FindIndex(values, value => !double.IsFinite(value));
        return broken < 0 ? values : throw new ArgumentException($"The value at index {broken} is {values[broken]}; a histogram needs finite values.", nameof(sample));
    }
}
