using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>
/// The regularised incomplete beta function I_x(a, b), from which the distributions of t, F, the beta and the binomial follow.
/// </summary>
/// <remarks>
/// The continued fraction of Didonato and Morris (1992, ACM TOMS 18, eq. 9) by Lentz's method; the factor in front, x^a (1-x)^b / B(a, b),
/// by Loader's saddle-point form (2000, "Fast and accurate computation of binomial probabilities"), which keeps its relative accuracy
/// for large a and b, where a difference of log-gammas loses it.
/// </remarks>
public static class IncompleteBeta
{
    /// <summary>I_x(a, b), given x and its complement so that neither end loses digits.</summary>
    /// <param name="a">Above zero.</param>
    /// <param name="b">Above zero.</param>
    /// <param name="x">In [0, 1].</param>
    /// <param name="complement">1 - x, computed without cancellation.</param>
    /// <returns>A probability in [0, 1]; NaN where an argument is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">a or b is not above zero.</exception>
    public static double Regularized(double a, double b, double x, double complement)
    {
        if (double.IsNaN(a) || double.IsNaN(b) || double.IsNaN(x) || double.IsNaN(complement))
        {
            return double.NaN;
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (x <= 0)
        {
            return 0;
        }

        if (complement <= 0)
        {
            return 1;
        }

        return x <= a / (a + b)
            ? Math.Min(1, Power(a, b, x, complement) * Fraction(a, b, x, complement))
            : Math.Max(0, 1 - Power(b, a, complement, x) * Fraction(b, a, complement, x));
    }

    /// <summary>I_x(a, b).</summary>
    /// <param name="a">Above zero.</param>
    /// <param name="b">Above zero.</param>
    /// <param name="x">In [0, 1].</param>
    public static double Regularized(double a, double b, double x) => Regularized(a, b, x, 1 - x);

    /// <summary>The x with I_x(a, b) = <paramref name="probability"/>.</summary>
    /// <remarks>Bisection on the log-odds of x, to the last bit that a double holds there.</remarks>
    /// <param name="a">Above zero.</param>
    /// <param name="b">Above zero.</param>
    /// <param name="probability">In [0, 1].</param>
    public static double Inverse(double a, double b, double probability)
    {
        if (probability is 0 or 1 || double.IsNaN(probability))
        {
            return probability;
        }

        double low = -745, high = 745;
        for (var i = 0; i < 100; i++)
        {
            var middle = 0.5 * (low + high);
            if (middle == low || middle == high)
            {
                break;
            }

            var (x, complement) = FromLogOdds(middle);
            if (Regularized(a, b, x, complement) < probability)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return FromLogOdds(0.5 * (low + high)).X;
    }

    private static (double X, double Complement) FromLogOdds(double logOdds) =>
        (1 / (1 + Math.Exp(-logOdds)), 1 / (1 + Math.Exp(logOdds)));

    /// <summary>x^a y^b / B(a, b) with y = 1 - x.</summary>
    private static double Power(double a, double b, double x, double y) => Math.Exp(LogPower(a, b, x, y));

    /// <summary>ln (x^a y^b / B(a, b)) with y = 1 - x.</summary>
    internal static double LogPower(double a, double b, double x, double y)
    {
        var n = a + b;
        return 0.5 * Math.Log(a / n * b / (2 * Math.PI))
            + StirlingError(n) - StirlingError(a) - StirlingError(b) - Deviance(a, n * x) - Deviance(b, n * y);
    }

    // 1 / (beta_1 + alpha_2 / (beta_2 + ...)), for x <= a / (a + b).
    private static double Fraction(double a, double b, double x, double y)
    {
        const double tiny = 1e-300;
        var lambda = a <= b ? a - (a + b) * x : (a + b) * y - b;
        var fraction = a * (lambda + 1) / (a + 1);
        double c = fraction, d = 0;
        for (var n = 1; n <= 1_000_000; n++)
        {
            var w = a + 2 * n - 1;
            var alpha = (a + n - 1) / w * ((a + b + n - 1) / w) * n * (b - n) * x * x;
            var beta = n + n * (b - n) * x / w + (a + n) * (lambda + 1 + n * (1 + y)) / (w + 2);
            d = beta + alpha * d;
            c = beta + alpha / c;
            d = 1 / (d == 0 ? tiny : d);
            c = c == 0 ? tiny : c;
            var change = c * d;
            fraction *= change;
            if (Math.Abs(change - 1) < 3e-16)
            {
                break;
            }
        }

        return 1 / fraction;
    }

    /// <summary>The error of Stirling's formula: ln Gamma(z) - ((z - 1/2) ln z - z + ln(2 pi) / 2).</summary>
    internal static double StirlingError(double z)
    {
        if (z < 16)
        {
            return SpecialFunctions.GammaLn(z) - (z - 0.5) * Math.Log(z) + z - 0.5 * Math.Log(2 * Math.PI);
        }

        var s = 1 / (z * z);
        return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * 691.0 / 360360))))) / z;
    }

    /// <summary>x ln(x / m) + m - x, without cancellation where x is near m.</summary>
    internal static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m))
        {
            return x * Math.Log(x / m) + m - x;
        }

        var v = (x - m) / (x + m);
        var sum = (x - m) * v;
        var term = 2 * x * v;
        for (var j = 1; j < 1000; j++)
        {
            term *= v * v;
            var next = sum + term / (2 * j + 1);
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }
}
