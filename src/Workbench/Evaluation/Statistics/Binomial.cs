using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>The binomial distribution, by the incomplete beta function.</summary>
internal static class Binomial
{
    /// <summary>P(K = k), by Loader's saddle-point form (2000).</summary>
    public static double Mass(long k, long n, double p)
    {
        if (k < 0 || k > n)
        {
            return 0;
        }

        if (p is 0 or 1)
        {
            return k == (p == 0 ? 0 : n) ? 1 : 0;
        }

        if (k == 0)
        {
            return Math.Exp(n * SpecialFunctions.Log1p(-p));
        }

        if (k == n)
        {
            return Math.Exp(n * Math.Log(p));
        }

        double left = n - k;
        var exponent = IncompleteBeta.StirlingError(n) - IncompleteBeta.StirlingError(k) - IncompleteBeta.StirlingError(left)
            - IncompleteBeta.Deviance(k, n * p) - IncompleteBeta.Deviance(left, n * (1 - p));
        return Math.Exp(exponent) * Math.Sqrt(n / (2 * Math.PI * k * left));
    }

    /// <summary>P(K &lt;= k).</summary>
    public static double Cdf(long k, long n, double p) =>
        k < 0 ? 0 : k >= n ? 1 : IncompleteBeta.Regularized(n - k, k + 1, 1 - p, p);

    /// <summary>P(K >= k).</summary>
    public static double UpperTail(long k, long n, double p) =>
        k <= 0 ? 1 : k > n ? 0 : IncompleteBeta.Regularized(k, n - k + 1, p, 1 - p);
}
