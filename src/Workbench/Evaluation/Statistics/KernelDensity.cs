namespace Workbench.Evaluation.Statistics;

/// <summary>A smooth density of a sample: the mean of normal densities around its values (Rosenblatt 1956; Parzen 1962).</summary>
public sealed class KernelDensity
{
    private readonly double[] values;

    private KernelDensity(double[] values, double factor)
    {
        this.values = values;
        Factor = factor;
        Bandwidth = factor * Descriptive.StandardDeviation(values);
    }

    /// <summary>Bandwidth in standard deviations of the sample.</summary>
    public double Factor { get; }

    /// <summary>Standard deviation of each kernel, in the sample's units.</summary>
    public double Bandwidth { get; }

    /// <summary>Factor n^(-1/5) (Scott 1992): the default choice.</summary>
    /// <param name="sample">At least two finite values, not all equal.</param>
    /// <exception cref="ArgumentException">Too few values, a value that is not finite, or constant values.</exception>
    public static KernelDensity Scott(IReadOnlyList<double> sample) => WithFactor(sample, Math.Pow(sample.Count, -0.2));

    /// <summary>Factor (3 n / 4)^(-1/5) (Silverman 1986, eq. 3.28): a little wider.</summary>
    /// <param name="sample">At least two finite values, not all equal.</param>
    /// <exception cref="ArgumentException">Too few values, a value that is not finite, or constant values.</exception>
    public static KernelDensity Silverman(IReadOnlyList<double> sample) => WithFactor(sample, Math.Pow(sample.Count * 0.75, -0.2));

    /// <summary>A factor of your own.</summary>
    /// <param name="sample">At least two finite values, not all equal.</param>
    /// <param name="factor">Bandwidth in standard deviations of the sample, above 0.</param>
    /// <exception cref="ArgumentException">Too few values, a value that is not finite, constant values, or a factor that is not above 0.</exception>
    public static KernelDensity WithFactor(IReadOnlyList<double> sample, double factor)
    {
        var values = Sample.Array(sample, nameof(sample));
        if (values.Length < 2)
        {
            throw new ArgumentException($"A density needs at least two values; found {values.Length}.", nameof(sample));
        }

        var broken = Array.FindIndex(values, value => !double.IsFinite(value));
        if (broken >= 0)
        {
            throw new ArgumentException($"The value at index {broken} is {values[broken]}; a density needs finite values.", nameof(sample));
        }

        if (values.All(value => value == values[0]))
        {
            throw new ArgumentException($"All {values.Length} values are {values[0]}: a constant sample has no density.", nameof(sample));
        }

        if (Descriptive.Variance(values) is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException("The spread of the values is too small or too large for a number.", nameof(sample));
        }

        if (!(factor > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The bandwidth factor must be above 0.");
        }

        return new KernelDensity(values, factor);
    }

    /// <summary>The density at a point.</summary>
    /// <param name="point">Where.</param>
    public double At(double point)
    {
        var kernels = Array.ConvertAll(values, value =>
        {
            var z = (point - value) / Bandwidth;
            return Math.Exp(-0.5 * z * z);
        });
        return Descriptive.Mean(kernels) / (Bandwidth * Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The share of the density between two points.</summary>
    /// <param name="low">The lower point.</param>
    /// <param name="high">The upper point.</param>
    public double Between(double low, double high) =>
        Descriptive.Mean(Array.ConvertAll(
            values, value => NormalDistribution.Cdf((high - value) / Bandwidth) - NormalDistribution.Cdf((low - value) / Bandwidth)));
}
