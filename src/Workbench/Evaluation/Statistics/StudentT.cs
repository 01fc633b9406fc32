using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>Student's t distribution, accurate in both tails down to the smallest double.</summary>
public static class StudentT
{
    /// <summary>P(T > t).</summary>
    /// <remarks>I_x(df/2, 1/2) / 2 at x = df / (df + t^2) for t >= 0 (Abramowitz and Stegun 26.7.1).</remarks>
    /// <param name="t">The statistic; may be infinite.</param>
    /// <param name="degreesOfFreedom">Above zero, not necessarily whole; infinite gives the normal distribution.</param>
    /// <returns>NaN where an argument is NaN or the degrees of freedom are not above zero.</returns>
    public static double UpperTail(double t, double degreesOfFreedom)
    {
        if (double.IsNaN(t) || !(degreesOfFreedom > 0))
        {
            return double.NaN;
        }

        if (double.IsInfinity(t))
        {
            return t > 0 ? 0 : 1;
        }

        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return NormalDistribution.UpperTail(t);
        }

        // x = df / (df + t^2) without overflow of t^2
        var ratio = t / Math.Sqrt(degreesOfFreedom);
        var square = ratio * ratio;
        double tail;
        if (double.IsInfinity(square))
        {
            tail = 0.5 * IncompleteBetaTail(Math.Abs(ratio), degreesOfFreedom);
        }
        else
        {
            tail = 0.5 * IncompleteBeta.Regularized(degreesOfFreedom / 2, 0.5, 1 / (1 + square), square / (1 + square));
        }

        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>P(T &lt;= t); see <see cref="UpperTail"/>.</summary>
    /// <param name="t">The statistic; may be infinite.</param>
    /// <param name="degreesOfFreedom">Above zero.</param>
    public static double Cdf(double t, double degreesOfFreedom) => UpperTail(-t, degreesOfFreedom);

    /// <summary>The t with P(T &lt;= t) = <paramref name="probability"/>; infinite at 0 and 1, NaN outside.</summary>
    /// <remarks>Newton's method on ln P(T > t) as a function of ln t, which is concave, so that it converges from any start.</remarks>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="degreesOfFreedom">Above zero.</param>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        if (!(probability >= 0 && probability <= 1) || !(degreesOfFreedom > 0))
        {
            return double.NaN;
        }

        return probability > 0.5 ? UpperQuantile(1 - probability, degreesOfFreedom) : -UpperQuantile(probability, degreesOfFreedom);
    }

    /// <summary>The t with P(T > t) = <paramref name="tail"/>, exact for small tails where 1 - tail would round.</summary>
    /// <param name="tail">In [0, 1].</param>
    /// <param name="degreesOfFreedom">Above zero.</param>
    public static double UpperQuantile(double tail, double degreesOfFreedom)
    {
        if (tail == 0.5)
        {
            return 0;
        }

        if (tail > 0.5)
        {
            return -UpperQuantile(1 - tail, degreesOfFreedom);
        }

        if (tail <= 0)
        {
            return tail == 0 ? double.PositiveInfinity : double.NaN;
        }

        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return -NormalDistribution.Quantile(tail);
        }

        var logT = Math.Log(-NormalDistribution.Quantile(tail));
        var target = Math.Log(tail);
        for (var i = 0; i < 200; i++)
        {
            var t = Math.Exp(logT);
            var upper = UpperTail(t, degreesOfFreedom);
            var step = (Math.Log(upper) - target) * upper / (t * Density(t, degreesOfFreedom));
            logT += Math.Clamp(step, -50, 50);
            if (Math.Abs(step) < 1e-15)
            {
                break;
            }
        }

        return Math.Exp(logT);
    }

    /// <summary>The density at t.</summary>
    /// <param name="t">Any finite number.</param>
    /// <param name="degreesOfFreedom">Above zero.</param>
    public static double Density(double t, double degreesOfFreedom)
    {
        var half = degreesOfFreedom / 2;
        var stirling = IncompleteBeta.StirlingError(half + 0.5) - IncompleteBeta.StirlingError(half)
            + half * SpecialFunctions.Log1p(1 / degreesOfFreedom) - 0.5;
        return Math.Exp(stirling - (half + 0.5) * SpecialFunctions.Log1p(t * t / degreesOfFreedom)) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>The p value of a statistic that follows t when there is no difference.</summary>
    internal static double PValue(double t, double degreesOfFreedom, Alternative alternative) => alternative switch
    {
        Alternative.Less => Cdf(t, degreesOfFreedom),
        Alternative.Greater => UpperTail(t, degreesOfFreedom),
        _ => 2 * UpperTail(Math.Abs(t), degreesOfFreedom),
    };

    // For a huge ratio r = |t| / sqrt(df): I_x(df/2, 1/2) with x = 1 / r^2 is its first term.
    private static double IncompleteBetaTail(double ratio, double degreesOfFreedom) =>
        2 * Density(0, degreesOfFreedom) * Math.Pow(ratio, -degreesOfFreedom) / Math.Sqrt(degreesOfFreedom);
}
