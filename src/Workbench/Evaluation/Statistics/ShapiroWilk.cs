using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>The test of Shapiro and Wilk (1965): could the sample come from a normal distribution?</summary>
/// <remarks>
/// Weights and p value by Royston's approximations (1992, "Approximating the Shapiro-Wilk W-test for non-normality"; 1995, Algorithm AS R94);
/// for three values p is exact (Shapiro and Wilk 1965, corollary 4). p is not trustworthy above 5,000 values.
/// </remarks>
public static class ShapiroWilk
{
    // Algorithm AS R94 takes values that lie closer together for constant ones.
    private const double SmallestRange = 1e-19;

    /// <summary>W is near 1 for normal samples and smaller for others.</summary>
    /// <param name="sample">The values; fewer than three give NaN, constant ones (a range below 1e-19) W = p = 1.</param>
    /// <param name="nanPolicy">What to do with NaN.</param>
    public static TestResult Test(IReadOnlyList<double> sample, NanPolicy nanPolicy = NanPolicy.Propagate)
    {
        if (Sample.One(sample, nanPolicy) is not { Length: >= 3 } values)
        {
            return TestResult.Undefined;
        }

        var sorted = Descriptive.Sorted(values);
        var n = sorted.Length;
        var range = sorted[^1] - sorted[0];
        if (range < SmallestRange)
        {
            return new(1, 1);
        }

        var middle = sorted[n / 2];
        var centred = Array.ConvertAll(sorted, value => (value - middle) / range);
        if (n == 3)
        {
            var w3 = Math.Clamp(Statistic(centred, [-Math.Sqrt(0.5), 0, Math.Sqrt(0.5)]), 0.75, 1);
            return new(w3, Math.Clamp(1 - 6 / Math.PI * Math.Acos(Math.Sqrt(w3)), 0, 1));
        }

        var w = Statistic(centred, Weights(n));
        return new(w, PValue(w, n));
    }

    private static double Statistic(double[] sorted, double[] weights)
    {
        var mean = Descriptive.Mean(sorted);
        var linear = Descriptive.Sum([.. sorted.Zip(weights, (value, weight) => value * weight)]);
        var squares = Descriptive.Sum([.. sorted.Select(value => (value - mean) * (value - mean))]);
        return Math.Min(1, linear * linear / squares);
    }

    private static double[] Weights(int n)
    {
        double[] scores = [.. Enumerable.Range(1, n).Select(i => NormalDistribution.Quantile((i - 0.375) / (n + 0.25)))];
        var squares = Descriptive.Sum([.. scores.Select(m => m * m)]);
        var u = 1 / Math.Sqrt(n);
        double last = scores[n - 1], next = scores[n - 2];
        var a1 = Polynomial(u, last / Math.Sqrt(squares), 0.221157, -0.147981, -2.07119, 4.434685, -2.706056);
        var a2 = Polynomial(u, next / Math.Sqrt(squares), 0.042981, -0.293762, -1.752461, 5.682633, -3.582633);
        var phi = n <= 5
            ? (squares - 2 * last * last) / (1 - 2 * a1 * a1)
            : (squares - 2 * last * last - 2 * next * next) / (1 - 2 * a1 * a1 - 2 * a2 * a2);
        var weights = Array.ConvertAll(scores, m => m / Math.Sqrt(phi));
        (weights[0], weights[n - 1]) = (-a1, a1);
        if (n > 5)
        {
            (weights[1], weights[n - 2]) = (-a2, a2);
        }

        return weights;
    }

    private static double PValue(double w, int n)
    {
        double transformed, mean, spread;
        if (n <= 11)
        {
            var gamma = Polynomial(n, -2.273, 0.459);
            var log = SpecialFunctions.Log1p(-w);
            if (log >= gamma)
            {
                return 1e-99; // W is as small as it can be
            }

            transformed = -Math.Log(gamma - log);
            mean = Polynomial(n, 0.544, -0.39978, 0.025054, -6.714e-4);
            spread = Math.Exp(Polynomial(n, 1.3822, -0.77857, 0.062767, -0.0020322));
        }
        else
        {
            var logN = Math.Log(n);
            transformed = SpecialFunctions.Log1p(-w);
            mean = Polynomial(logN, -1.5861, -0.31082, -0.083751, 0.0038915);
            spread = Math.Exp(Polynomial(logN, -0.4803, -0.082676, 0.0030302));
        }

        return NormalDistribution.UpperTail((transformed - mean) / spread);
    }

    private static double Polynomial(double x, params ReadOnlySpan<double> coefficients)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            value = value * x + coefficients[i];
        }

        return value;
    }
}
