using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>The noncentral t distribution: the t statistic when there is an effect. Power comes from it.</summary>
/// <remarks>
/// P(T &lt;= t) = Phi(-delta) + sum_j [p_j I_x(j + 1/2, df/2) + q_j I_x(j + 1, df/2)] / 2 with x = t^2 / (t^2 + df),
/// p_j Poisson weights of mean delta^2 / 2 and q_j = delta / sqrt 2 * e^(-delta^2/2) (delta^2/2)^j / Gamma(j + 3/2)
/// (Guenther 1978; Benton and Krishnamoorthy 2003), summed over every weight that matters.
/// </remarks>
public static class NoncentralT
{
    /// <summary>P(T &lt;= t).</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degreesOfFreedom">Above zero.</param>
    /// <param name="noncentrality">The effect in standard errors; 0 gives Student's t.</param>
    /// <returns>A probability, within 1e-13; NaN where an argument is NaN or the degrees of freedom are not above zero.</returns>
    public static double Cdf(double t, double degreesOfFreedom, double noncentrality)
    {
        if (double.IsNaN(t) || double.IsNaN(noncentrality) || !(degreesOfFreedom > 0))
        {
            return double.NaN;
        }

        return t < 0 ? 1 - CdfOfPositive(-t, degreesOfFreedom, -noncentrality) : CdfOfPositive(t, degreesOfFreedom, noncentrality);
    }

    /// <summary>P(T > t).</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degreesOfFreedom">Above zero.</param>
    /// <param name="noncentrality">The effect in standard errors.</param>
    public static double UpperTail(double t, double degreesOfFreedom, double noncentrality) =>
        Cdf(-t, degreesOfFreedom, -noncentrality);

    private static double CdfOfPositive(double t, double df, double delta)
    {
        if (delta == 0)
        {
            return StudentT.Cdf(t, df);
        }

        if (double.IsPositiveInfinity(t) || double.IsInfinity(delta))
        {
            return delta == double.PositiveInfinity ? 0 : 1;
        }

        var square = t * t;
        if (square == 0)
        {
            return NormalDistribution.Cdf(-delta);
        }

        if (Math.Abs(delta) > 1e6)
        {
            // The normal part is a step next to the chi part: T <= t where chi / sqrt df >= delta / t.
            var ratio = delta / t;
            return delta < 0 ? 1 : SpecialFunctions.GammaUpperRegularized(df / 2, ratio * ratio * df / 2);
        }

        double x = square / (square + df), complement = df / (square + df);
        var sum = Weighted(x, complement, df / 2, delta * delta / 2, 0.5)
            + Math.Sign(delta) * Weighted(x, complement, df / 2, delta * delta / 2, 1);
        return Math.Clamp(NormalDistribution.Cdf(-delta) + 0.5 * sum, 0, 1);
    }

    // sum_j w_j I_x(j + shift, b), w_j = e^-m m^k / Gamma(k + 1) with k = j + shift - 1/2, over every j whose weight matters.
    // Downwards, because I_x(a, b) = I_x(a + 1, b) + x^a y^b / (a B(a, b)) then only adds.
    private static double Weighted(double x, double y, double b, double mean, double shift)
    {
        var width = 12 * Math.Sqrt(mean) + 50;
        var last = Math.Max(0, (long)(mean - width));
        var j = (long)(mean + width);
        var beta = IncompleteBeta.Regularized(j + shift, b, x, y);
        var logTerm = IncompleteBeta.LogPower(j + shift, b, x, y) - Math.Log(j + shift);
        var k = j + shift - 0.5;
        var logWeight = -IncompleteBeta.StirlingError(k) - IncompleteBeta.Deviance(k, mean) - 0.5 * Math.Log(2 * Math.PI * k);
        double logX = Math.Log(x), logMean = Math.Log(mean), sum = 0;
        while (true)
        {
            sum += Math.Exp(logWeight) * beta;
            if (j == last)
            {
                return sum;
            }

            logWeight += Math.Log(k) - logMean;
            k--;
            j--;
            var a = j + shift;
            logTerm += Math.Log((a + 1) / (a + b)) - logX;
            beta += Math.Exp(logTerm);
        }
    }
}
