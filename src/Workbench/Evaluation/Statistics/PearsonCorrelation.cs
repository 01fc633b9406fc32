namespace Workbench.Evaluation.Statistics;

/// <summary>The outcome of a test of correlation.</summary>
/// <param name="Coefficient">In [-1, 1]; NaN where one side is constant.</param>
/// <param name="PValue">How often independent values give a coefficient at least this extreme.</param>
public readonly record struct CorrelationResult(double Coefficient, double PValue)
{
    internal static readonly CorrelationResult Undefined = new(double.NaN, double.NaN);
}

/// <summary>Pearson's correlation: how well a straight line describes the relation of two quantities.</summary>
public static class PearsonCorrelation
{
    /// <summary>The coefficient and the test that it is zero, exact for normal values.</summary>
    /// <param name="x">The first value of each pair, at least two.</param>
    /// <param name="y">The second value of each pair.</param>
    /// <param name="alternative">What is asked about the coefficient against zero.</param>
    /// <returns>NaN with a NaN or a constant side; for two pairs p is 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ or there are fewer than two pairs.</exception>
    public static CorrelationResult Test(IReadOnlyList<double> x, IReadOnlyList<double> y, Alternative alternative = Alternative.TwoSided)
    {
        var (a, b) = (Sample.Array(x, nameof(x)), Sample.Array(y, nameof(y)));
        Sample.SameLength(a, b);
        if (a.Length < 2)
        {
            throw new ArgumentException($"A correlation needs at least two pairs; found {a.Length}.");
        }

        if (a.Any(double.IsNaN) || b.Any(double.IsNaN) || a.All(v => v == a[0]) || b.All(v => v == b[0]))
        {
            return CorrelationResult.Undefined;
        }

        if (a.Length == 2)
        {
            return new(Math.Sign(a[1] - a[0]) * Math.Sign(b[1] - b[0]), 1);
        }

        var r = Coefficient(a, b);
        return new(r, PValue(r, a.Length, alternative));
    }

    /// <summary>An interval for the true coefficient by Fisher's (1921) transformation: atanh r is nearly normal with variance 1 / (n - 3).</summary>
    /// <param name="coefficient">In [-1, 1].</param>
    /// <param name="n">Number of pairs; [-1, 1] up to three.</param>
    /// <param name="level">In (0, 1).</param>
    /// <param name="alternative">Less or greater leaves the lower or the upper end at -1 or 1.</param>
    public static ConfidenceInterval Interval(
        double coefficient, int n, double level = 0.95, Alternative alternative = Alternative.TwoSided)
    {
        ConfidenceInterval.CheckLevel(level);
        if (n <= 3)
        {
            return new(-1, 1, level);
        }

        var z = Math.Atanh(coefficient);
        var half = NormalDistribution.Quantile(alternative == Alternative.TwoSided ? (1 + level) / 2 : level) / Math.Sqrt(n - 3);
        return new(
            alternative == Alternative.Less ? -1 : Math.Tanh(z - half),
            alternative == Alternative.Greater ? 1 : Math.Tanh(z + half),
            level);
    }

    /// <summary>Product-moment correlation, safe against over- and underflow.</summary>
    internal static double Coefficient(double[] x, double[] y)
    {
        var (a, b) = (Unit(x), Unit(y));
        var product = Descriptive.Sum([.. a.Zip(b, (u, v) => u * v)]);
        return Math.Clamp(product, -1, 1);
    }

    // Centred and scaled to length one.
    private static double[] Unit(double[] values)
    {
        var mean = Descriptive.Mean(values);
        var centred = Array.ConvertAll(values, v => v - mean);
        var largest = centred.Max(Math.Abs);
        var scaled = Array.ConvertAll(centred, v => v / largest);
        var length = Math.Sqrt(Descriptive.Sum(Array.ConvertAll(scaled, v => v * v)));
        return Array.ConvertAll(scaled, v => v / length);
    }

    // (r + 1) / 2 follows the beta distribution with both parameters n / 2 - 1.
    private static double PValue(double r, int n, Alternative alternative)
    {
        var shape = n / 2.0 - 1;
        return alternative switch
        {
            Alternative.Less => IncompleteBeta.Regularized(shape, shape, (1 + r) / 2, (1 - r) / 2),
            Alternative.Greater => IncompleteBeta.Regularized(shape, shape, (1 - r) / 2, (1 + r) / 2),
            _ => 2 * IncompleteBeta.Regularized(shape, shape, (1 - Math.Abs(r)) / 2, (1 + Math.Abs(r)) / 2),
        };
    }
}
