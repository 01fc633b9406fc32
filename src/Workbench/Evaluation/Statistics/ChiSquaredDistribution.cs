using MathNet.Numerics;

namespace Workbench.Evaluation.Statistics;

/// <summary>The chi-squared distribution.</summary>
internal static class ChiSquaredDistribution
{
    /// <summary>P(X > x): Q(df / 2, x / 2), the upper regularised incomplete gamma function; NaN without degrees of freedom.</summary>
    public static double UpperTail(double x, double degreesOfFreedom) =>
        double.IsNaN(x) || !(degreesOfFreedom > 0) ? double.NaN
            : x <= 0 ? 1
            : double.IsPositiveInfinity(x) ? 0
            : degreesOfFreedom == 1 ? 2 * NormalDistribution.UpperTail(Math.Sqrt(x))
            : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);
}
